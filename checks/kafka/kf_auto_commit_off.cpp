#include "checks/kafka/kf_auto_commit_off.hpp"

#include "checks/roles/kafka_properties.hpp"

namespace assay::checks::kafka {
namespace {

/// A switch's value, where it is known to be one.
std::optional<bool> switched(const Entry* entry) {
  if (entry == nullptr || !entry->known || entry->values.size() != 1) return std::nullopt;
  return truth_of(entry->values.front());
}

core::Finding judge(const RuleInput& input, const Client& client) {
  const auto& kafka = input.roles.kafka();
  const auto* automatic = client.configuration.find("enable.auto.commit");
  const auto* storing = client.configuration.find("enable.auto.offset.store");
  const bool by_hand = kafka.has(Act::commit);
  std::vector<core::Location> places{noted(input.flow.call(client.made).at, "the consumer is made here")};
  if (automatic != nullptr) places.push_back(noted(automatic->at, "enable.auto.commit is set here"));
  if (storing != nullptr) places.push_back(noted(storing->at, "enable.auto.offset.store is set here"));
  if (automatic != nullptr && !switched(automatic))
    return cannot_tell("Whether enable.auto.commit is on depends on a value that is not in the submitted files.", places);
  if (switched(automatic) == false) return satisfied("enable.auto.commit is off, so the program decides what is committed.", places);
  if (switched(storing) == false && kafka.has(Act::store))
    return satisfied("Offsets are stored by hand once their messages are done, and only those are committed.", places);
  if (storing != nullptr && !switched(storing))
    return cannot_tell("Whether offsets are stored by the client depends on a value that is not in the submitted files.", places);
  if (automatic == nullptr && (!client.configuration.complete || !input.health.sound()))
    return cannot_tell("Not everything that the consumer is configured with could be seen, so whether it commits by itself is not known.", places);
  for (const auto& [site, use] : kafka.all(Act::commit)) places.push_back(noted(input.flow.call(site).at, "the program commits here as well"));
  if (by_hand)
    return violated("The program commits by hand while enable.auto.commit is on, so a timer commits messages that are not done; set it to false.", places);
  return violated("enable.auto.commit is on (the default), so a message may be committed before it is processed; set it to false and commit by hand.", places);
}

}  // namespace

core::Finding check_auto_commit_off(const RuleInput& input) {
  const auto absent = cannot_tell("No Kafka consumer of a group was recognised in the submitted files.");
  std::vector<core::Finding> findings;
  const bool subscribes = input.roles.kafka().has(Act::subscribe);
  for (const auto* client : input.roles.kafka().consumers()) {
    const bool grouped = client->configuration.find("group.id") != nullptr;
    const bool set = client->configuration.find("enable.auto.commit") != nullptr;
    if (set || (!client->use.old_consumer && (subscribes || grouped))) findings.push_back(judge(input, *client));
  }
  return worst_of(std::move(findings), absent);
}

}  // namespace assay::checks::kafka
