#include "checks/kafka/kf_flush_close.hpp"

#include <algorithm>

#include "checks/roles/kafka_paths.hpp"

namespace assay::checks::kafka {
namespace {

std::vector<core::Location> places_of(const RuleInput& input, std::initializer_list<Act> acts, const char* note) {
  std::vector<core::Location> result;
  for (const Act act : acts)
    for (const auto& [site, use] : input.roles.kafka().all(act)) result.push_back(noted(input.flow.call(site).at, note));
  return result;
}

std::vector<core::Location> made(const RuleInput& input, bool producers) {
  std::vector<core::Location> result;
  const auto& kafka = input.roles.kafka();
  for (const auto* client : producers ? kafka.producers() : kafka.consumers())
    result.push_back(noted(input.flow.call(client->made).at, producers ? "the producer is made here" : "the consumer is made here"));
  return result;
}

bool all_by(const std::vector<const Client*>& clients, std::initializer_list<Library> libraries) {
  return !clients.empty() && std::ranges::all_of(clients, [&](const Client* client) {
    return std::ranges::find(libraries, client->use.library) != libraries.end();
  });
}

/// Asking how many are left waits for them only in a loop.
std::vector<core::Location> waiting_places(const RuleInput& input) {
  auto result = places_of(input, {Act::flush}, "what is queued is waited for here");
  const Paths paths(input.flow);
  for (const auto& [site, use] : input.roles.kafka().all(Act::wait)) {
    const auto point = paths.point(site);
    if (point && !paths.order(site.function).loops_around(*point).empty())
      result.push_back(noted(input.flow.call(site).at, "what is queued is waited for here"));
  }
  return result;
}

core::Finding judge_producers(const RuleInput& input) {
  const auto& kafka = input.roles.kafka();
  if (auto places = waiting_places(input); !places.empty())
    return satisfied("The producer is flushed before it goes.", std::move(places));
  if (all_by(kafka.producers(), {Library::modern}))
    return satisfied("The producer closes itself, and with that flushes, when it is destroyed.", made(input, true));
  // Each record is waited for, so that nothing is left to flush.
  for (const auto& [site, use] : kafka.all(Act::produce))
    if (input.flow.call(site).simple == "sync_produce") return satisfied("Each record is waited for as it is produced.", {input.flow.call(site).at});
  if (kafka.producers().empty()) return cannot_tell("Where the producer is made and ended is not in the submitted files.");
  if (!input.health.sound()) return cannot_tell("Too much of the code could not be read to say that no producer is flushed.");
  return violated("The producer is never flushed, so records that are still queued are lost when the program ends; call flush first.", made(input, true));
}

bool is_destroyed(const RuleInput& input) {
  for (unsigned f = 0; f < input.flow.function_count(); ++f)
    for (const auto& call : input.flow.function(f).calls)
      if (call.kind == CallKind::deallocation && call.type.class_name.ends_with("Consumer")) return true;
  for (const auto& [id, storage] : input.flow.facts().storages)
    for (const auto& held : storage.type.argument_names)
      if (held == "RdKafka::KafkaConsumer" || held == "RdKafka::Consumer") return true;
  for (unsigned f = 0; f < input.flow.function_count(); ++f)
    for (const auto& local : input.flow.function(f).locals)
      for (const auto& held : local.type.argument_names)
        if (held == "RdKafka::KafkaConsumer" || held == "RdKafka::Consumer") return true;
  return input.roles.kafka().has(Act::destroy);
}

core::Finding judge_consumers(const RuleInput& input) {
  const auto& kafka = input.roles.kafka();
  if (auto places = places_of(input, {Act::close}, "the consumer is closed here"); !places.empty())
    return satisfied("The consumer leaves its group before it goes.", std::move(places));
  if (all_by(kafka.consumers(), {Library::modern, Library::cppkafka}))
    return satisfied("The consumer closes itself when it is destroyed.", made(input, false));
  if (kafka.consumers().empty()) return cannot_tell("Where the consumer is made and ended is not in the submitted files.");
  if (is_destroyed(input)) return cannot_tell("The consumer is destroyed without being closed; call close first to leave the group at once.", made(input, false));
  if (!input.health.sound()) return cannot_tell("Too much of the code could not be read to say that no consumer is closed.");
  return violated("The consumer is never closed, so its group waits for it until the session times out; call close at the end.", made(input, false));
}

}  // namespace

core::Finding check_flush_close(const RuleInput& input) {
  const auto& kafka = input.roles.kafka();
  std::vector<core::Finding> findings;
  if (kafka.produces()) findings.push_back(judge_producers(input));
  if (kafka.consumes()) findings.push_back(judge_consumers(input));
  return worst_of(std::move(findings), cannot_tell("No Kafka client was recognised in the submitted files."));
}

}  // namespace assay::checks::kafka
