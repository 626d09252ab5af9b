#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "lab/dynamodb.hpp"

namespace assay::test {

/// Not an error of DynamoDB's: what a test stands in for the end of the process with.
struct Killed {};

enum class Fault {
  none,
  refused,      ///< Throttled, not carried out
  lost_answer,  ///< carried out, and then ConnectionError
  lost_request, ///< ConnectionError, not carried out
  killed,       ///< this request and all further ones throw Killed
  killed_after, ///< carried out, and this request and all further ones throw Killed
};

struct Seen {
  std::string operation;
  std::string table;
  std::string condition;  ///< of a transaction: "each", where every action is conditional
  std::size_t actions = 1;
  bool consistent = false;
};

/// Hands requests on to another client, one at a time, with a fault at those that a test says.
class FaultyClient final : public lab::dynamodb::Client {
 public:
  explicit FaultyClient(lab::dynamodb::Client& client) : client_(client) {}

  /// From now on; requests are counted from 0.
  void plan(std::map<std::size_t, Fault> faults);
  void page_size(unsigned items) { page_size_ = items; }
  [[nodiscard]] std::vector<Seen> seen() const;
  [[nodiscard]] std::size_t count(const std::string& operation) const;

  lab::dynamodb::TableDescription create_table(const lab::dynamodb::CreateTableRequest& request) override;
  lab::dynamodb::TableDescription describe_table(const std::string& table_name) override;
  void put_item(const lab::dynamodb::PutItemRequest& request) override;
  void update_item(const lab::dynamodb::UpdateItemRequest& request) override;
  void delete_item(const lab::dynamodb::DeleteItemRequest& request) override;
  std::optional<lab::dynamodb::Item> get_item(const lab::dynamodb::GetItemRequest& request) override;
  lab::dynamodb::Page query(const lab::dynamodb::QueryRequest& request) override;
  lab::dynamodb::Page scan(const lab::dynamodb::ScanRequest& request) override;
  void transact_write_items(const lab::dynamodb::TransactWriteItemsRequest& request) override;
  std::vector<lab::dynamodb::WriteRequest> batch_write_item(const std::vector<lab::dynamodb::WriteRequest>& requests) override;
  lab::dynamodb::StreamDescription describe_stream(const std::string& arn, const std::string& start) override;
  std::string get_shard_iterator(const std::string& arn, const std::string& shard, lab::dynamodb::ShardIteratorType type,
                                 const std::string& sequence_number) override;
  lab::dynamodb::StreamRecords get_records(const std::string& iterator, std::optional<unsigned> limit) override;

 private:
  template <typename Request>
  auto carried_out(Seen seen, const Request& request);

  lab::dynamodb::Client& client_;
  unsigned page_size_ = 0;
  mutable std::mutex mutex_;  // guards what follows
  std::map<std::size_t, Fault> faults_;
  std::vector<Seen> seen_;
  bool dead_ = false;
};

}  // namespace assay::test
