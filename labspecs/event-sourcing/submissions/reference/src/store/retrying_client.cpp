#include "store/retrying_client.hpp"

namespace store {

db::TableDescription RetryingClient::create_table(const db::CreateTableRequest& request) {
  return tried([&] { return client_.create_table(request); });
}

db::TableDescription RetryingClient::describe_table(const std::string& table_name) {
  return tried([&] { return client_.describe_table(table_name); });
}

void RetryingClient::put_item(const db::PutItemRequest& request) {
  tried([&] { client_.put_item(request); });
}

void RetryingClient::update_item(const db::UpdateItemRequest& request) {
  tried([&] { client_.update_item(request); });
}

void RetryingClient::delete_item(const db::DeleteItemRequest& request) {
  tried([&] { client_.delete_item(request); });
}

std::optional<db::Item> RetryingClient::get_item(const db::GetItemRequest& request) {
  return tried([&] { return client_.get_item(request); });
}

db::Page RetryingClient::query(const db::QueryRequest& request) {
  return tried([&] { return client_.query(request); });
}

db::Page RetryingClient::scan(const db::ScanRequest& request) {
  return tried([&] { return client_.scan(request); });
}

void RetryingClient::transact_write_items(const db::TransactWriteItemsRequest& request) {
  tried([&] { client_.transact_write_items(request); });
}

std::vector<db::WriteRequest> RetryingClient::batch_write_item(const std::vector<db::WriteRequest>& requests) {
  std::vector<db::WriteRequest> left = requests;
  for (Backoff backoff(config_, sleeper_);;) {
    left = tried([&] { return client_.batch_write_item(left); });
    if (left.empty()) return left;
    backoff.pause("items of a batch were not processed");
  }
}

db::StreamDescription RetryingClient::describe_stream(const std::string& stream_arn,
                                                      const std::string& exclusive_start_shard_id) {
  return tried([&] { return client_.describe_stream(stream_arn, exclusive_start_shard_id); });
}

std::string RetryingClient::get_shard_iterator(const std::string& stream_arn, const std::string& shard_id,
                                               db::ShardIteratorType type, const std::string& sequence_number) {
  return tried([&] { return client_.get_shard_iterator(stream_arn, shard_id, type, sequence_number); });
}

db::StreamRecords RetryingClient::get_records(const std::string& shard_iterator, std::optional<unsigned> limit) {
  return tried([&] { return client_.get_records(shard_iterator, limit); });
}

}  // namespace store
