#include "faulty_client.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "lab/dynamodb_errors.hpp"

namespace assay::test {

namespace db = lab::dynamodb;

void FaultyClient::plan(std::map<std::size_t, Fault> faults) {
  const std::lock_guard lock(mutex_);
  faults_ = std::move(faults);
  seen_.clear();
  dead_ = false;
}

std::vector<Seen> FaultyClient::seen() const {
  const std::lock_guard lock(mutex_);
  return seen_;
}

std::size_t FaultyClient::count(const std::string& operation) const {
  const auto all = seen();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const Seen& seen) { return seen.operation == operation; }));
}

template <typename Request>
auto FaultyClient::carried_out(Seen seen, const Request& request) {
  std::unique_lock lock(mutex_);
  if (dead_) throw Killed{};
  const auto planned = faults_.find(seen_.size());
  const Fault fault = planned == faults_.end() ? Fault::none : planned->second;
  seen_.push_back(std::move(seen));
  dead_ = fault == Fault::killed || fault == Fault::killed_after;
  lock.unlock();
  if (fault == Fault::killed) throw Killed{};
  if (fault == Fault::refused) throw db::Throttled("ThrottlingException", "planned");
  if (fault == Fault::lost_request) throw db::ConnectionError("planned");
  const auto end = [&] {
    if (fault == Fault::lost_answer) throw db::ConnectionError("planned");
    if (fault == Fault::killed_after) throw Killed{};
  };
  if constexpr (std::is_void_v<decltype(request())>) {
    request();
    end();
  } else {
    auto answer = request();
    end();
    return answer;
  }
}

db::TableDescription FaultyClient::create_table(const db::CreateTableRequest& request) {
  return carried_out({"CreateTable", request.table_name, {}}, [&] { return client_.create_table(request); });
}

db::TableDescription FaultyClient::describe_table(const std::string& table_name) {
  return carried_out({"DescribeTable", table_name, {}}, [&] { return client_.describe_table(table_name); });
}

void FaultyClient::put_item(const db::PutItemRequest& request) {
  carried_out({"PutItem", request.table_name, request.condition_expression}, [&] { client_.put_item(request); });
}

void FaultyClient::update_item(const db::UpdateItemRequest& request) {
  carried_out({"UpdateItem", request.table_name, request.condition_expression}, [&] { client_.update_item(request); });
}

void FaultyClient::delete_item(const db::DeleteItemRequest& request) {
  carried_out({"DeleteItem", request.table_name, request.condition_expression}, [&] { client_.delete_item(request); });
}

std::optional<db::Item> FaultyClient::get_item(const db::GetItemRequest& request) {
  return carried_out({"GetItem", request.table_name, {}, 1, request.consistent_read}, [&] { return client_.get_item(request); });
}

db::Page FaultyClient::query(const db::QueryRequest& request) {
  db::QueryRequest small = request;
  if (page_size_ > 0) small.limit = std::min(request.limit.value_or(page_size_), page_size_);
  return carried_out({"Query", request.table_name, {}, 1, request.consistent_read}, [&] { return client_.query(small); });
}

db::Page FaultyClient::scan(const db::ScanRequest& request) {
  db::ScanRequest small = request;
  if (page_size_ > 0) small.limit = page_size_;
  return carried_out({"Scan", request.table_name, {}, 1, request.consistent_read}, [&] { return client_.scan(small); });
}

void FaultyClient::transact_write_items(const db::TransactWriteItemsRequest& request) {
  const bool conditional = std::all_of(request.transact_items.begin(), request.transact_items.end(), [](const auto& action) {
    return action.condition_check || (action.put && !action.put->condition_expression.empty());
  });
  carried_out({"TransactWriteItems", {}, conditional ? "each" : "", request.transact_items.size()},
              [&] { client_.transact_write_items(request); });
}

// Of several, one is left over, as DynamoDB may do at any time.
std::vector<db::WriteRequest> FaultyClient::batch_write_item(const std::vector<db::WriteRequest>& requests) {
  return carried_out({"BatchWriteItem", {}, {}, requests.size()}, [&] {
    if (requests.size() == 1) return client_.batch_write_item(requests);
    auto left = client_.batch_write_item({requests.begin() + 1, requests.end()});
    left.push_back(requests.front());
    return left;
  });
}

db::StreamDescription FaultyClient::describe_stream(const std::string& arn, const std::string& start) {
  return carried_out({"DescribeStream", arn, {}}, [&] { return client_.describe_stream(arn, start); });
}

std::string FaultyClient::get_shard_iterator(const std::string& arn, const std::string& shard, db::ShardIteratorType type,
                                             const std::string& sequence_number) {
  return carried_out({"GetShardIterator", arn, {}},
                     [&] { return client_.get_shard_iterator(arn, shard, type, sequence_number); });
}

db::StreamRecords FaultyClient::get_records(const std::string& iterator, std::optional<unsigned> limit) {
  const auto small = page_size_ > 0 ? std::optional<unsigned>(page_size_) : limit;
  return carried_out({"GetRecords", {}, {}}, [&] { return client_.get_records(iterator, small); });
}

}  // namespace assay::test
