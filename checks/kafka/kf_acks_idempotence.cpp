#include "checks/kafka/kf_acks_idempotence.hpp"

#include <charconv>

#include "checks/roles/kafka_properties.hpp"

namespace assay::checks::kafka {
namespace {

std::optional<std::string> value_of(const Entry* entry) {
  if (entry == nullptr || !entry->known || entry->values.size() != 1) return std::nullopt;
  return entry->values.front();
}

std::optional<int> number_of_entry(const Entry* entry) {
  const auto text = value_of(entry);
  if (!text) return std::nullopt;
  int result = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), result);
  return error == std::errc{} && end == text->data() + text->size() ? std::optional(result) : std::nullopt;
}

core::Finding judge(const RuleInput& input, const Client& client) {
  const auto& configuration = client.configuration;
  const auto* idempotence = configuration.find("enable.idempotence");
  const auto* acks = configuration.find("acks");
  const auto* in_flight = configuration.find("max.in.flight");
  const auto* retries = configuration.find("retries");
  std::vector<core::Location> places{noted(input.flow.call(client.made).at, "the producer is made here")};
  for (const auto* entry : {idempotence, acks, in_flight, retries})
    if (entry != nullptr) places.push_back(noted(entry->at, entry->key + " is set here"));
  const auto waits_for = number_of_entry(acks);
  const bool weak = waits_for && *waits_for >= 0;
  const auto on = value_of(idempotence) ? truth_of(*value_of(idempotence)) : std::nullopt;
  const bool wanted = on == true || configuration.find("transactional.id") != nullptr;
  if (on == false)
    return violated("enable.idempotence is switched off, so a repeated request may store a record twice; set it to true.", places);
  if (weak && wanted)
    return violated("acks=" + std::to_string(*waits_for) + " contradicts enable.idempotence=true, which needs acks=all.", places);
  if (weak)
    return violated("acks=" + std::to_string(*waits_for) + " lets a record that was reported as sent get lost; set acks=all and enable.idempotence=true.", places);
  if (wanted) {
    if (const auto many = number_of_entry(in_flight); many && *many > 5)
      return violated("max.in.flight is above 5, which contradicts enable.idempotence=true.", places);
    if (number_of_entry(retries) == 0) return violated("retries=0 contradicts enable.idempotence=true.", places);
    if (acks != nullptr && !value_of(acks)) return cannot_tell("The producer is idempotent, and the value of acks is not in the submitted files.", places);
    return satisfied("The producer is idempotent and waits for all replicas.", places);
  }
  if (idempotence != nullptr) return cannot_tell("The value of enable.idempotence is not in the submitted files.", places);
  if (!configuration.complete) return cannot_tell("Not everything that the producer is configured with could be seen.", places);
  return cannot_tell("enable.idempotence is left at its default (false), with acks=all: nothing is lost, and a repeated request may store a record twice.", places);
}

}  // namespace

core::Finding check_acks_idempotence(const RuleInput& input) {
  std::vector<core::Finding> findings;
  for (const auto* client : input.roles.kafka().producers()) findings.push_back(judge(input, *client));
  return worst_of(std::move(findings), cannot_tell("No Kafka producer was recognised in the submitted files."));
}

}  // namespace assay::checks::kafka
