#include "store/dynamo_event_store.hpp"

#include <algorithm>

#include "orders/upcasting.hpp"
#include "store/log_copy.hpp"
#include "store/tables.hpp"

namespace store {

DynamoEventStore::DynamoEventStore(const lab::Config& config, lab::Environment& environment)
    : config_(config),
      environment_(environment),
      client_(config, environment),
      events_(client_, config.tables.events),
      log_(events_, environment.clock, config.max_attempts) {}

void DynamoEventStore::create_tables() {
  create_missing_tables(client_, environment_.sleeper, config_.tables, config_.max_delay);
}

lab::AppendResult DynamoEventStore::append(const lab::StreamAppend& what) { return log_.append({what}); }

lab::AppendResult DynamoEventStore::append_all(const std::vector<lab::StreamAppend>& what) { return log_.append(what); }

std::vector<lab::Event> DynamoEventStore::load(const std::string& stream) { return events_.read(stream); }

std::vector<lab::Event> DynamoEventStore::load_at(const std::string& stream, std::uint64_t version) {
  return events_.read(stream, 1, std::min(version, highest_version));
}

std::vector<lab::Event> DynamoEventStore::load_at(const std::string& stream, lab::Time time) {
  return events_.read_until(stream, time);
}

lab::CopyReport DynamoEventStore::restore_to(lab::Time time, const lab::Tables& target,
                                             const std::optional<std::string>& stream) {
  create_missing_tables(client_, environment_.sleeper, target, config_.max_delay);
  EventTable copy(client_, target.events);
  lab::CopyReport report;
  for (const auto& name : stream ? std::set<std::string>{*stream} : events_.streams()) {
    report.events += copy_stream(events_.read_until(name, time), copy);
  }
  return report;
}

lab::CopyReport DynamoEventStore::migrate(const lab::Tables& target) {
  create_missing_tables(client_, environment_.sleeper, target, config_.max_delay);
  EventTable copy(client_, target.events);
  lab::CopyReport report;
  for (const auto& name : events_.streams()) {
    std::vector<lab::Event> current;
    for (const auto& stored : events_.read(name)) current.push_back(orders::upcast(stored));
    report.events += copy_stream(current, copy);
  }
  return report;
}

}  // namespace store

std::unique_ptr<lab::EventStore> lab::make_event_store(const Config& config, Environment& environment) {
  return std::make_unique<store::DynamoEventStore>(config, environment);
}
