#include "dynamodb/answers.hpp"

#include <string>
#include <utility>

#include "dynamodb/values_json.hpp"

namespace lab::dynamodb {
namespace {

using nlohmann::json;

/// The empty text where there is none.
std::string text_at(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? std::string() : found->get<std::string>();
}

std::optional<Item> item_at(json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return std::nullopt;
  return item_from(*found);
}

WriteRequest write_from(const std::string& table_name, json& action) {
  WriteRequest request{table_name, std::nullopt, std::nullopt};
  if (action.contains("PutRequest")) request.put = item_from(action.at("PutRequest").at("Item"));
  if (action.contains("DeleteRequest")) request.delete_key = item_from(action.at("DeleteRequest").at("Key"));
  return request;
}

StreamRecord record_from(json& record) {
  auto& change = record.at("dynamodb");
  return {text_at(record, "eventName"), text_at(change, "SequenceNumber"), item_at(change, "NewImage").value_or(Item())};
}

}  // namespace

TableDescription table_from(const json& description) {
  return {description.at("TableStatus").get<std::string>(), text_at(description, "LatestStreamArn")};
}

std::optional<Item> found_item_from(json& answer) { return item_at(answer, "Item"); }

Page page_from(json& answer) {
  Page page;
  for (auto& item : answer.at("Items")) page.items.push_back(item_from(item));
  page.last_evaluated_key = item_at(answer, "LastEvaluatedKey");
  return page;
}

std::vector<WriteRequest> unprocessed_from(json& answer) {
  std::vector<WriteRequest> requests;
  const auto tables = answer.find("UnprocessedItems");
  if (tables == answer.end() || tables->is_null()) return requests;
  for (auto& [table_name, actions] : tables->get_ref<json::object_t&>()) {
    for (auto& action : actions) requests.push_back(write_from(table_name, action));
  }
  return requests;
}

StreamDescription stream_from(const json& answer) {
  const json& description = answer.at("StreamDescription");
  StreamDescription stream;
  for (const auto& shard : description.at("Shards")) {
    stream.shards.push_back({shard.at("ShardId").get<std::string>(), text_at(shard, "ParentShardId")});
  }
  stream.last_evaluated_shard_id = text_at(description, "LastEvaluatedShardId");
  return stream;
}

StreamRecords records_from(json& answer) {
  StreamRecords records;
  for (auto& record : answer.at("Records")) records.records.push_back(record_from(record));
  records.next_shard_iterator = text_at(answer, "NextShardIterator");
  return records;
}

}  // namespace lab::dynamodb
