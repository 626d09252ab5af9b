#include "dynamodb/database.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "judge/subject.hpp"

namespace assay::kit::dynamodb {
namespace {

/// DynamoDB's own limit of a BatchWriteItem.
constexpr std::size_t most_in_batch = 25;
constexpr std::size_t batches_at_once = 4;

// One way of deleting or asking after a table that is not there.
constexpr std::string_view no_table = "ResourceNotFoundException";

[[noreturn]] void fail(std::string_view operation, const Answer& answer) {
  throw JudgeFault("the engine answered the judge's " + std::string(operation) + " with " +
                   std::to_string(answer.status) + " " + answer.body.substr(0, 500));
}

Json parse(std::string_view operation, const Answer& answer) {
  if (!answer.ok()) fail(operation, answer);
  Json json = Json::parse(answer.body, nullptr, false);
  if (!json.is_object()) fail(operation, answer);
  return json;
}

Json attribute(std::string_view name, std::string_view type) { return {{"AttributeName", name}, {"AttributeType", type}}; }
Json key_part(std::string_view name, std::string_view kind) { return {{"AttributeName", name}, {"KeyType", kind}}; }

KeySchema schema_in(const Json& table) {
  KeySchema schema;
  for (const Json& part : table.at("KeySchema")) {
    const bool hash = part.at("KeyType") == "HASH";
    (hash ? schema.hash : schema.range) = part.at("AttributeName").get<std::string>();
  }
  for (const Json& definition : table.at("AttributeDefinitions")) {
    const auto name = definition.at("AttributeName").get<std::string>();
    const auto type = definition.at("AttributeType").get<std::string>();
    if (name == schema.hash) schema.hash_type = type;
    if (name == schema.range) schema.range_type = type;
  }
  return schema;
}

}  // namespace

Json Database::call(std::string_view operation, const Json& request) {
  return parse(operation, engine_.call(operation, request.dump(), name_));
}

void Database::create_table(std::string_view table, const KeySchema& key) {
  Json request = {{"TableName", table},
                  {"BillingMode", "PAY_PER_REQUEST"},
                  {"AttributeDefinitions", Json::array({attribute(key.hash, key.hash_type)})},
                  {"KeySchema", Json::array({key_part(key.hash, "HASH")})}};
  if (!key.range.empty()) {
    request["AttributeDefinitions"].push_back(attribute(key.range, key.range_type));
    request["KeySchema"].push_back(key_part(key.range, "RANGE"));
  }
  create_table(request);
}

void Database::create_table(const Json& request) { (void)call("CreateTable", request); }

void Database::delete_table(std::string_view table) {
  const Answer answer = engine_.call("DeleteTable", Json{{"TableName", table}}.dump(), name_);
  if (answer.error != no_table) (void)parse("DeleteTable", answer);
}

void Database::delete_all_tables() {
  for (const auto& table : tables()) delete_table(table);
}

std::vector<std::string> Database::tables() {
  std::vector<std::string> names;
  for (Json request = Json::object();;) {
    const Json page = call("ListTables", request);
    for (const Json& name : page.at("TableNames")) names.push_back(name.get<std::string>());
    if (!page.contains("LastEvaluatedTableName")) return names;
    request["ExclusiveStartTableName"] = page.at("LastEvaluatedTableName");
  }
}

std::optional<KeySchema> Database::key_of(std::string_view table) {
  const Answer answer = engine_.call("DescribeTable", Json{{"TableName", table}}.dump(), name_);
  // A subject's table may have a name that none can have.
  if (answer.error == no_table || answer.error == "ValidationException") return std::nullopt;
  return schema_in(parse("DescribeTable", answer).at("Table"));
}

void Database::put(std::string_view table, const Json& item) {
  (void)call("PutItem", {{"TableName", table}, {"Item", item}});
}

std::optional<Json> Database::get(std::string_view table, const Json& key) {
  const Json answer = call("GetItem", {{"TableName", table}, {"Key", key}, {"ConsistentRead", true}});
  const auto item = answer.find("Item");
  return item == answer.end() ? std::nullopt : std::optional<Json>(*item);
}

void Database::remove(std::string_view table, const Json& key) {
  (void)call("DeleteItem", {{"TableName", table}, {"Key", key}});
}

void Database::put_all(std::string_view table, const std::vector<Json>& items) {
  std::vector<Json> writes;
  for (const Json& item : items) writes.push_back({{"PutRequest", {{"Item", item}}}});
  write_all(table, std::move(writes));
}

void Database::remove_all(std::string_view table, const std::vector<Json>& keys) {
  std::vector<Json> writes;
  for (const Json& key : keys) writes.push_back({{"DeleteRequest", {{"Key", key}}}});
  write_all(table, std::move(writes));
}

void Database::write_all(std::string_view table, std::vector<Json> writes) {
  const std::size_t batches = (writes.size() + most_in_batch - 1) / most_in_batch;
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr problem;
  const auto write_some = [&] {
    try {
      for (std::size_t batch = next++; batch < batches; batch = next++) {
        const auto first = writes.begin() + static_cast<std::ptrdiff_t>(batch * most_in_batch);
        const auto count = std::min<std::ptrdiff_t>(most_in_batch, writes.end() - first);
        Json items = {{std::string(table), Json(std::vector<Json>(first, first + count))}};
        while (!items.empty()) items = call("BatchWriteItem", {{"RequestItems", items}}).at("UnprocessedItems");
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      problem = std::current_exception();
      next = batches;
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min(batches, batches_at_once); ++i) others.emplace_back(write_some);
    write_some();
  }
  if (problem) std::rethrow_exception(problem);
}

std::vector<Json> Database::query(std::string_view table, std::string_view hash, const Json& value,
                                  std::string_view index) {
  Json request = {{"TableName", table},
                  {"KeyConditionExpression", "#hash = :value"},
                  {"ExpressionAttributeNames", {{"#hash", hash}}},
                  {"ExpressionAttributeValues", {{":value", value}}}};
  if (index.empty()) {
    request["ConsistentRead"] = true;
  } else {
    request["IndexName"] = index;
  }
  return all_pages("Query", std::move(request));
}

std::vector<Json> Database::scan(std::string_view table) {
  return all_pages("Scan", {{"TableName", table}, {"ConsistentRead", true}});
}

std::vector<Json> Database::all_pages(std::string_view operation, Json request) {
  std::vector<Json> items;
  while (true) {
    Json page = call(operation, request);
    for (Json& item : page.at("Items")) items.push_back(std::move(item));
    if (!page.contains("LastEvaluatedKey")) return items;
    request["ExclusiveStartKey"] = page.at("LastEvaluatedKey");
  }
}

}  // namespace assay::kit::dynamodb
