#pragma once

#include "lab/event_store.hpp"
#include "store/event_log.hpp"
#include "store/event_table.hpp"
#include "store/retrying_client.hpp"

namespace store {

/// The event store of the contract, over DynamoDB.
class DynamoEventStore final : public lab::EventStore {
 public:
  DynamoEventStore(const lab::Config& config, lab::Environment& environment);

  void create_tables() override;
  lab::AppendResult append(const lab::StreamAppend& what) override;
  lab::AppendResult append_all(const std::vector<lab::StreamAppend>& what) override;
  std::vector<lab::Event> load(const std::string& stream) override;
  std::vector<lab::Event> load_at(const std::string& stream, std::uint64_t version) override;
  std::vector<lab::Event> load_at(const std::string& stream, lab::Time time) override;
  lab::CopyReport restore_to(lab::Time time, const lab::Tables& target, const std::optional<std::string>& stream) override;
  lab::CopyReport migrate(const lab::Tables& target) override;

 private:
  const lab::Config config_;
  lab::Environment& environment_;
  RetryingClient client_;
  EventTable events_;
  EventLog log_;
};

}  // namespace store
