#include "dynamodb/rewrite.hpp"

#include <algorithm>

namespace assay::kit::dynamodb {
namespace {

constexpr std::size_t most_writes = 25;  ///< of a BatchWriteItem, by DynamoDB
constexpr std::size_t most_gets = 100;   ///< of a BatchGetItem

bool counts_capacity(std::string_view operation) {
  constexpr std::string_view operations[] = {
      "GetItem",        "PutItem",        "UpdateItem",         "DeleteItem",       "Query",
      "Scan",           "BatchGetItem",   "BatchWriteItem",     "TransactGetItems", "TransactWriteItems",
      "ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"};
  return std::ranges::find(operations, operation) != std::end(operations);
}

bool is_batch_get(const Request& request) { return request.operation == "BatchGetItem"; }
bool is_batch(const Request& request) { return is_batch_get(request) || request.operation == "BatchWriteItem"; }
const char* unprocessed_name(const Request& request) {
  return is_batch_get(request) ? "UnprocessedKeys" : "UnprocessedItems";
}

// The list of a table's parts within RequestItems; null where the request is not valid.
Json* parts_of(const Request& request, Json& of_table) {
  if (!is_batch_get(request)) return of_table.is_array() ? &of_table : nullptr;
  const auto keys = of_table.is_object() ? of_table.find("Keys") : of_table.end();
  return of_table.is_object() && keys != of_table.end() && keys->is_array() ? &*keys : nullptr;
}

std::size_t count_parts(const Request& request, Json items) {
  std::size_t count = 0;
  for (Json& of_table : items) {
    const Json* parts = parts_of(request, of_table);
    count += parts != nullptr ? parts->size() : 0;
  }
  return count;
}

// Moves what is behind the first `most` parts from `items` to what is held back.
void hold_back(const Request& request, Json& items, std::size_t most, Json& held_back) {
  for (auto of_table = items.begin(); of_table != items.end();) {
    Json* parts = parts_of(request, *of_table);
    const std::size_t kept = parts != nullptr ? std::min(most, parts->size()) : 0;
    most -= kept;
    if (parts == nullptr || kept == parts->size()) {
      ++of_table;
      continue;
    }
    const auto first = parts->begin() + static_cast<std::ptrdiff_t>(kept);
    Json rest(std::vector<Json>(first, parts->end()));
    parts->erase(first, parts->end());
    Json& held = held_back[of_table.key()] = *of_table;  // of a get: with its projection and consistency
    *parts_of(request, held) = std::move(rest);
    of_table = kept == 0 ? items.erase(of_table) : std::next(of_table);
  }
}

// What was held back is unprocessed, beside what the engine left.
void give_back(const Request& request, const Json& held_back, Json& unprocessed) {
  for (const auto& [table, held] : held_back.items()) {
    Json mine = held;
    Json* parts = unprocessed.contains(table) ? parts_of(request, unprocessed[table]) : nullptr;
    if (parts == nullptr) {
      unprocessed[table] = std::move(mine);
    } else {
      for (Json& part : *parts_of(request, mine)) parts->push_back(std::move(part));
    }
  }
}

double capacity_in(const Json& consumed) {
  if (consumed.is_array()) {
    double sum = 0;
    for (const Json& of_table : consumed) sum += capacity_in(of_table);
    return sum;
  }
  const auto units = consumed.is_object() ? consumed.find("CapacityUnits") : consumed.end();
  return consumed.is_object() && units != consumed.end() && units->is_number() ? units->get<double>() : 0;
}

std::uint64_t number_in(const Json& body, const char* name) {
  const auto found = body.find(name);
  return found != body.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

std::uint64_t items_in(const Json& body) {
  if (body.contains("Count")) return number_in(body, "Count");
  if (body.contains("Item")) return 1;
  std::uint64_t count = 0;
  const auto responses = body.find("Responses");
  if (responses == body.end()) return 0;
  for (const Json& response : *responses) {
    // A list for each table of a batch; an object for each item of a transaction, empty if there is none.
    count += response.is_array() ? response.size() : (response.contains("Item") ? 1 : 0);
  }
  return count;
}

}  // namespace

Outgoing outgoing(const Request& request, Json body, const Decision& decision) {
  Outgoing out{.body = std::move(body)};
  if (counts_capacity(request.operation)) {
    const auto asked = out.body.find("ReturnConsumedCapacity");
    out.hides_capacity = asked == out.body.end() || *asked == "NONE";
    if (out.hides_capacity) out.body["ReturnConsumedCapacity"] = "TOTAL";
  }
  if (const auto* pages = find<SmallPages>(decision); pages != nullptr && request.is_query_or_scan()) {
    // What is no valid Limit is the engine's to refuse.
    out.limited = request.limit ? *request.limit > pages->items : !out.body.contains("Limit");
    if (out.limited) out.body["Limit"] = pages->items;
  }
  if (const auto* unprocessed = find<Unprocessed>(decision); unprocessed != nullptr && is_batch(request)) {
    const auto items = out.body.find("RequestItems");
    if (items == out.body.end() || !items->is_object()) return out;
    const std::size_t parts = count_parts(request, *items);
    if (parts > (is_batch_get(request) ? most_gets : most_writes)) return out;
    hold_back(request, *items, unprocessed->forwarded, out.held_back);
    out.nothing_left = !out.held_back.empty() && items->empty();
  }
  return out;
}

Metrics incoming(const Request& request, const Outgoing& sent, Answer& answer) {
  Metrics metrics;
  if (!answer.ok()) return metrics;
  Json body = Json::parse(answer.body, nullptr, false);
  if (!body.is_object()) return metrics;
  bool changed = false;
  if (const auto consumed = body.find("ConsumedCapacity"); consumed != body.end()) {
    metrics.capacity = capacity_in(*consumed);
    if (sent.hides_capacity) {
      body.erase(consumed);
      changed = true;
    }
  }
  if (!sent.held_back.empty()) {
    give_back(request, sent.held_back, body[unprocessed_name(request)]);
    changed = true;
  }
  metrics.items = items_in(body);
  metrics.scanned = number_in(body, "ScannedCount");
  metrics.has_more = body.contains("LastEvaluatedKey");
  if (is_batch(request)) metrics.unprocessed = count_parts(request, body.value(unprocessed_name(request), Json::object()));
  if (changed) answer.body = body.dump();
  return metrics;
}

Answer all_held_back(const Request& request) {
  // The rest of it comes with what was held back; see `incoming`.
  Json body = {{unprocessed_name(request), Json::object()}};
  if (is_batch_get(request)) body["Responses"] = Json::object();
  return {200, body.dump(), {}};
}

}  // namespace assay::kit::dynamodb
