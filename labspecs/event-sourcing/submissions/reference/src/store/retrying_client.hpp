#pragma once

#include "lab/config.hpp"
#include "lab/environment.hpp"
#include "store/backoff.hpp"

namespace store {

namespace db = lab::dynamodb;

/// A client that tries again what may succeed later, and throws lab::Unavailable when its attempts are used up. What was tried
/// twice may have been done by the first attempt, whose answer was lost: a condition then fails by
/// what the request itself has written.
class RetryingClient final : public db::Client {
 public:
  RetryingClient(const lab::Config& config, lab::Environment& environment)
      : config_(config), client_(environment.client), sleeper_(environment.sleeper) {}

  db::TableDescription create_table(const db::CreateTableRequest& request) override;
  db::TableDescription describe_table(const std::string& table_name) override;
  void put_item(const db::PutItemRequest& request) override;
  void update_item(const db::UpdateItemRequest& request) override;
  void delete_item(const db::DeleteItemRequest& request) override;
  std::optional<db::Item> get_item(const db::GetItemRequest& request) override;
  db::Page query(const db::QueryRequest& request) override;
  db::Page scan(const db::ScanRequest& request) override;
  void transact_write_items(const db::TransactWriteItemsRequest& request) override;
  /// Sends those that were not done again as well; gives none.
  std::vector<db::WriteRequest> batch_write_item(const std::vector<db::WriteRequest>& requests) override;
  db::StreamDescription describe_stream(const std::string& stream_arn, const std::string& exclusive_start_shard_id) override;
  std::string get_shard_iterator(const std::string& stream_arn, const std::string& shard_id, db::ShardIteratorType type,
                                 const std::string& sequence_number) override;
  db::StreamRecords get_records(const std::string& shard_iterator, std::optional<unsigned> limit) override;

 private:
  template <typename Request>
  auto tried(const Request& request) {
    for (Backoff backoff(config_, sleeper_);;) {
      try {
        return request();
      } catch (const db::Error& error) {
        if (!error.retryable) throw;
        backoff.pause(error.what());
      }
    }
  }

  const lab::Config config_;
  db::Client& client_;
  lab::Sleeper& sleeper_;
};

}  // namespace store
