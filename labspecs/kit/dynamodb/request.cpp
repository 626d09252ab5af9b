#include "dynamodb/request.hpp"

#include <algorithm>

#include "dynamodb/expression.hpp"

namespace assay::kit::dynamodb {
namespace {

const Json& member(const Json& object, const char* name) {
  static const Json none;
  if (!object.is_object()) return none;
  const auto found = object.find(name);
  return found == object.end() ? none : *found;
}

std::string text_of(const Json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }

bool is_true(const Json& value) { return value.is_boolean() && value.get<bool>(); }

std::string condition_of(const Json& part) {
  const std::string expression = text_of(member(part, "ConditionExpression"));
  if (!expression.empty()) return with_names(expression, member(part, "ExpressionAttributeNames"));
  const Json& expected = member(part, "Expected");  // how conditions were written before expressions
  return expected.is_object() && !expected.empty() ? expected.dump() : std::string();
}

class RequestParser {
 public:
  RequestParser(const Json& body, const KeyLookup& key_of, Request& request)
      : body_(body), key_of_(key_of), request_(request) {}

  void parse() {
    parse_touches();
    parse_reads();
    request_.idempotency_token = text_of(member(body_, "ClientRequestToken"));
    add_statement(body_);
    for (const char* list : {"Statements", "TransactStatements"}) {
      for (const Json& statement : member(body_, list)) add_statement(statement);
    }
    add_table(text_of(member(body_, "TableName")));
    add_table_of_stream(text_of(member(body_, "StreamArn")));
    std::ranges::sort(request_.tables);
    const auto [first, last] = std::ranges::unique(request_.tables);
    request_.tables.erase(first, last);
  }

 private:
  void parse_touches() {
    const std::string& operation = request_.operation;
    if (operation == "GetItem") touch(Access::read, body_);
    if (operation == "PutItem") put(body_);
    if (operation == "UpdateItem") touch(Access::update, body_);
    if (operation == "DeleteItem") touch(Access::remove, body_);
    if (operation == "TransactWriteItems" || operation == "TransactGetItems") {
      for (const Json& item : member(body_, "TransactItems")) parse_transact_item(item);
    }
    const Json& by_table = member(body_, "RequestItems");
    if (!by_table.is_object()) return;
    for (const auto& [table, requests] : by_table.items()) {
      if (operation == "BatchGetItem") parse_batch_get(table, requests);
      if (operation == "BatchWriteItem") parse_batch_write(table, requests);
    }
  }

  void parse_transact_item(const Json& item) {
    if (const Json& get = member(item, "Get"); get.is_object()) touch(Access::read, get);
    if (const Json& part = member(item, "Put"); part.is_object()) put(part);
    if (const Json& update = member(item, "Update"); update.is_object()) touch(Access::update, update);
    if (const Json& remove = member(item, "Delete"); remove.is_object()) touch(Access::remove, remove);
    if (const Json& check = member(item, "ConditionCheck"); check.is_object()) touch(Access::check, check);
  }

  void parse_batch_get(const std::string& table, const Json& request) {
    add_table(table);
    all_consistent_ = all_consistent_ && is_true(member(request, "ConsistentRead"));
    for (const Json& key : member(request, "Keys")) request_.touches.push_back({Access::read, table, key, {}});
  }

  void parse_batch_write(const std::string& table, const Json& requests) {
    add_table(table);
    for (const Json& request : requests) {
      if (const Json& item = member(member(request, "PutRequest"), "Item"); item.is_object()) {
        request_.touches.push_back({Access::put, table, key_in(table, item), {}});
      }
      if (const Json& key = member(member(request, "DeleteRequest"), "Key"); key.is_object()) {
        request_.touches.push_back({Access::remove, table, key, {}});
      }
    }
  }

  void parse_reads() {
    const std::string& operation = request_.operation;
    if (operation == "TransactGetItems") request_.consistent = true;
    if (operation == "BatchGetItem") request_.consistent = all_consistent_ && !request_.touches.empty();
    if (operation == "GetItem" || request_.is_query_or_scan()) {
      request_.consistent = is_true(member(body_, "ConsistentRead"));
    }
    if (!request_.is_query_or_scan()) return;
    request_.index = text_of(member(body_, "IndexName"));
    const Json& forwards = member(body_, "ScanIndexForward");
    request_.backwards = forwards.is_boolean() && !forwards.get<bool>();
    request_.continues = member(body_, "ExclusiveStartKey").is_object();
    if (const Json& limit = member(body_, "Limit"); limit.is_number_unsigned()) request_.limit = limit.get<std::uint64_t>();
    if (operation == "Query") parse_key_condition();
  }

  void parse_key_condition() {
    const Json& names = member(body_, "ExpressionAttributeNames");
    const std::string expression = text_of(member(body_, "KeyConditionExpression"));
    request_.key_condition = with_names(expression, names);
    const Json& conditions = member(body_, "KeyConditions");  // as written before expressions
    if (expression.empty() && conditions.is_object()) request_.key_condition = conditions.dump();
    if (!request_.index.empty()) return;
    const auto key = key_of_(text_of(member(body_, "TableName")));
    if (!key) return;
    request_.partition = equal_value(expression, key->hash, names, member(body_, "ExpressionAttributeValues"));
    const Json& values = member(member(conditions, key->hash.c_str()), "AttributeValueList");
    if (request_.partition.is_null() && values.is_array() && values.size() == 1) request_.partition = values.front();
  }

  void touch(Access access, const Json& part) {
    const std::string table = text_of(member(part, "TableName"));
    add_table(table);
    request_.touches.push_back({access, table, member(part, "Key"), condition_of(part)});
  }

  void put(const Json& part) {
    const std::string table = text_of(member(part, "TableName"));
    add_table(table);
    request_.touches.push_back({Access::put, table, key_in(table, member(part, "Item")), condition_of(part)});
  }

  Json key_in(const std::string& table, const Json& item) const {
    const auto key = key_of_(table);
    if (!key || !item.is_object() || !item.contains(key->hash)) return nullptr;
    Json found = {{key->hash, item.at(key->hash)}};
    if (key->range.empty()) return found;
    if (!item.contains(key->range)) return nullptr;
    found[key->range] = item.at(key->range);
    return found;
  }

  void add_statement(const Json& holder) {
    if (const Json& statement = member(holder, "Statement"); statement.is_string()) {
      request_.statements.push_back(statement.get<std::string>());
    }
  }

  void add_table(std::string table) {
    if (!table.empty()) request_.tables.push_back(std::move(table));
  }

  // "arn:aws:dynamodb:…:table/orders/stream/2026-01-01T00:00:00.000"
  void add_table_of_stream(const std::string& arn) {
    const auto table = arn.find(":table/");
    if (table == std::string::npos) return;
    const auto begin = table + std::string_view(":table/").size();
    add_table(arn.substr(begin, arn.find('/', begin) - begin));
  }

  const Json& body_;
  const KeyLookup& key_of_;
  Request& request_;
  bool all_consistent_ = true;
};

}  // namespace

Request parse_request(std::string_view operation, const Json& body, const KeyLookup& key_of) {
  Request request;
  request.operation = operation;
  RequestParser(body, key_of, request).parse();
  return request;
}

bool Request::writes() const {
  return std::ranges::any_of(touches, [](const Touch& touch) { return is_write(touch.access); });
}

bool Request::names_table(std::string_view table) const { return std::ranges::find(tables, table) != tables.end(); }

}  // namespace assay::kit::dynamodb
