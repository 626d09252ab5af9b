#include "projections/projection_table.hpp"

#include <utility>
#include <vector>

#include "lab/dynamodb_errors.hpp"

namespace projections {
namespace {

namespace db = lab::dynamodb;
using V = db::AttributeValue;

constexpr std::size_t batch_size = 25;  // DynamoDB's own limit

db::Item key_of(const std::string& key) { return {{"key", V::s(key)}}; }

std::string prefix_of(ProjectionTable::Generation generation) { return "generation/" + std::to_string(generation) + "/"; }

std::string order_key(ProjectionTable::Generation generation, const std::string& order) {
  return prefix_of(generation) + "order/" + order;
}

std::string customer_key(ProjectionTable::Generation generation, const std::string& customer) {
  return prefix_of(generation) + "customer/" + customer;
}

std::string shard_key(const std::string& stream_arn, const std::string& shard_id) {
  return "shard/" + stream_arn + "/" + shard_id;
}

db::UpdateItemRequest move_of(const std::string& table, const std::string& key, const Progress& before, const Progress& after) {
  db::UpdateItemRequest update{table, key_of(key), "SET taken_in = :after, customer = :customer",
                               "attribute_not_exists(taken_in)", {}, {}};
  update.expression_attribute_values = {{":after", V::n(static_cast<std::int64_t>(after.version))},
                                        {":customer", V::s(after.customer)}};
  if (before.version > 0) {
    update.condition_expression = "taken_in = :before";
    update.expression_attribute_values.emplace(":before", V::n(static_cast<std::int64_t>(before.version)));
  }
  return update;
}

db::UpdateItemRequest addition_of(const std::string& table, const std::string& key, const lab::CustomerSummary& added) {
  const auto count = [](std::uint64_t number) { return V::n(static_cast<std::int64_t>(number)); };
  return {table,
          key_of(key),
          "ADD placed :placed, paid :paid, shipped :shipped, cancelled :cancelled, revenue :revenue",
          {},
          {},
          {{":placed", count(added.placed)},
           {":paid", count(added.paid)},
           {":shipped", count(added.shipped)},
           {":cancelled", count(added.cancelled)},
           {":revenue", V::n(added.revenue)}}};
}

}  // namespace

std::optional<db::Item> ProjectionTable::find(const std::string& key) const {
  return client_.get_item({name_, key_of(key), true});
}

std::int64_t ProjectionTable::counter(const std::string& name) const {
  const auto item = find(name);
  return item ? item->at("value").n() : 0;
}

ProjectionTable::Generation ProjectionTable::current() const { return counter("generation"); }

ProjectionTable::Generation ProjectionTable::begin_another() {
  const Generation another = counter("last_generation") + 1;
  client_.put_item({name_, {{"key", V::s("last_generation")}, {"value", V::n(another)}}, {}, {}, {}});
  return another;
}

void ProjectionTable::make_current(Generation generation) {
  client_.put_item({name_, {{"key", V::s("generation")}, {"value", V::n(generation)}}, {}, {}, {}});
}

void ProjectionTable::delete_all_but(Generation generation) {
  std::vector<db::WriteRequest> deletions;
  const auto send = [&] {
    client_.batch_write_item(std::exchange(deletions, {}));
  };
  db::ScanRequest request{name_, true, std::nullopt, std::nullopt};
  do {
    const db::Page page = client_.scan(request);
    for (const auto& item : page.items) {
      const std::string& key = item.at("key").s();
      if (!key.starts_with("generation/") || key.starts_with(prefix_of(generation))) continue;
      deletions.push_back({name_, std::nullopt, key_of(key)});
      if (deletions.size() == batch_size) send();
    }
    request.exclusive_start_key = page.last_evaluated_key;
  } while (request.exclusive_start_key);
  if (!deletions.empty()) send();
}

lab::CustomerSummary ProjectionTable::summary(Generation generation, const std::string& customer) const {
  const auto item = find(customer_key(generation, customer));
  if (!item) return {};
  const auto count = [&](const char* name) { return static_cast<std::uint64_t>(item->at(name).n()); };
  return {count("placed"), count("paid"), count("shipped"), count("cancelled"), item->at("revenue").n()};
}

Progress ProjectionTable::progress(Generation generation, const std::string& order) const {
  const auto item = find(order_key(generation, order));
  if (!item) return {};
  return {static_cast<std::uint64_t>(item->at("taken_in").n()), item->at("customer").s()};
}

bool ProjectionTable::advance(Generation generation, const std::string& order, const Progress& before,
                              const Progress& after, const lab::CustomerSummary& added) {
  db::TransactWriteItemsRequest request;
  request.transact_items.emplace_back().update = move_of(name_, order_key(generation, order), before, after);
  if (added != lab::CustomerSummary()) {
    request.transact_items.emplace_back().update = addition_of(name_, customer_key(generation, after.customer), added);
  }
  try {
    client_.transact_write_items(request);
    return true;
  } catch (const db::TransactionCanceled& canceled) {
    if (canceled.reasons.empty() || canceled.reasons.front().code != "ConditionalCheckFailed") throw;
    return false;
  }
}

Checkpoint ProjectionTable::checkpoint(const std::string& stream_arn, const std::string& shard_id) const {
  const auto item = find(shard_key(stream_arn, shard_id));
  if (!item) return {};
  return {item->at("sequence_number").s(), item->at("finished").boolean()};
}

void ProjectionTable::store(const std::string& stream_arn, const std::string& shard_id, const Checkpoint& checkpoint) {
  client_.put_item({name_,
                    {{"key", V::s(shard_key(stream_arn, shard_id))},
                     {"sequence_number", V::s(checkpoint.sequence_number)},
                     {"finished", V::boolean(checkpoint.finished)}},
                    {}, {}, {}});
}

}  // namespace projections
