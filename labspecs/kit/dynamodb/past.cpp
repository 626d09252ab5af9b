#include "dynamodb/past.hpp"

#include <algorithm>
#include <ranges>

#include "dynamodb/canonical.hpp"
#include "judge/subject.hpp"

namespace assay::kit::dynamodb {
namespace {

constexpr std::string_view replica_database = "assaypast";
/// Of each writes' images up to 400 KB are kept.
constexpr std::size_t most_writes = 256;

std::string text_of(const Json& key) { return canonical(key).dump(); }

Json key_in(const Json& item, const KeySchema& schema) {
  Json key = {{schema.hash, item.at(schema.hash)}};
  if (!schema.range.empty()) key[schema.range] = item.at(schema.range);
  return key;
}

// Items of a table or partition by their keys.
std::map<std::string, Json> by_key(const std::vector<Json>& items, const KeySchema& schema) {
  std::map<std::string, Json> found;
  for (const Json& item : items) found.emplace(text_of(key_in(item, schema)), item);
  return found;
}

// A CreateTable request that makes such a table.
Json creation_of(const Json& table) {
  Json request = {{"TableName", table.at("TableName")},
                  {"BillingMode", "PAY_PER_REQUEST"},
                  {"AttributeDefinitions", table.at("AttributeDefinitions")},
                  {"KeySchema", table.at("KeySchema")}};
  for (const char* kind : {"GlobalSecondaryIndexes", "LocalSecondaryIndexes"}) {
    if (!table.contains(kind)) continue;
    for (const Json& index : table.at(kind)) {
      request[kind].push_back({{"IndexName", index.at("IndexName")},
                               {"KeySchema", index.at("KeySchema")},
                               {"Projection", index.at("Projection")}});
    }
  }
  return request;
}

}  // namespace

Past::Past(Engine& engine, KeyLookup key_of)
    : engine_(engine), key_of_(std::move(key_of)), main_(engine), replica_(engine, std::string(replica_database)) {}

void Past::keep(bool on) {
  const std::lock_guard lock(mutex_);
  if (on || keeps_) replica_.delete_all_tables();
  keeps_ = on;
  writes_.clear();
  replicated_.clear();
}

bool Past::keeps() const {
  const std::lock_guard lock(mutex_);
  return keeps_;
}

std::vector<Past::Write> Past::about_to_replace(const Request& request) {
  std::vector<Write> writes;
  for (const Touch& touch : request.touches) {
    if (!is_write(touch.access) || !touch.key.is_object()) continue;
    const Json get = {{"TableName", touch.table}, {"Key", touch.key}, {"ConsistentRead", true}};
    // Not through Database: a key that is not valid is the subject's fault.
    const Answer answer = engine_.call("GetItem", get.dump());
    if (!answer.ok()) continue;
    const Json item = Json::parse(answer.body, nullptr, false);
    const bool there = item.is_object() && item.contains("Item");
    writes.push_back({touch.table, canonical(touch.key), there ? std::optional<Json>(item.at("Item")) : std::nullopt});
  }
  return writes;
}

Answer Past::write(const Request& request, const std::string& body) {
  const std::lock_guard lock(mutex_);
  auto replaced = keeps_ ? about_to_replace(request) : std::vector<Write>();
  Answer answer = engine_.call(request.operation, body);
  if (answer.ok()) std::ranges::move(replaced, std::back_inserter(writes_));
  while (writes_.size() > most_writes) writes_.pop_front();
  return answer;
}

// The oldest image of each key that the last writes replaced.
Past::Images Past::before_last(const std::string& table, const std::optional<Json>& partition, unsigned writes) const {
  Images images;
  const auto key = key_of_(table);
  for (const Write& write : writes_ | std::views::reverse) {
    if (writes == 0) break;
    if (write.table != table || (partition && key && write.key.value(key->hash, Json()) != *partition)) continue;
    images.insert_or_assign(text_of(write.key), std::pair(write.key, write.before));
    --writes;
  }
  return images;
}

Past::Images Past::before_last_of(const Touch& touch, unsigned writes) const {
  Images images;
  const Json key = canonical(touch.key);
  for (const Write& write : writes_ | std::views::reverse) {
    if (writes == 0) break;
    if (write.table != touch.table || write.key != key) continue;
    images.insert_or_assign(text_of(key), std::pair(key, write.before));
    --writes;
  }
  return images;
}

void Past::make_replica(const std::string& table) {
  if (replicated_.contains(table)) return;
  replica_.create_table(creation_of(main_.call("DescribeTable", {{"TableName", table}}).at("Table")));
  replicated_.insert(table);
}

void Past::set_items(const std::string& table, const Images& images) {
  for (const auto& [text, image] : images) {
    const auto& [key, item] = image;
    if (item) {
      replica_.put(table, *item);
    } else {
      replica_.remove(table, key);
    }
  }
}

// All that the read may see: now it is as in the table, but for the images.
void Past::set_partition(const std::string& table, const Request& request, const Images& images) {
  const auto schema = key_of_(table);
  if (!schema) return;
  const bool whole = request.partition.is_null();
  const auto items = [&](Database& database) {
    return by_key(whole ? database.scan(table) : database.query(table, schema->hash, request.partition), *schema);
  };
  auto wanted = items(main_);
  for (const auto& [text, image] : images) {
    if (image.second) {
      wanted.insert_or_assign(text, *image.second);
    } else {
      wanted.erase(text);
    }
  }
  auto there = items(replica_);
  std::vector<Json> put;
  std::vector<Json> remove;
  for (const auto& [text, item] : wanted) {
    const auto old = there.find(text);
    if (old == there.end() || old->second != item) put.push_back(item);
  }
  for (const auto& [text, item] : there) {
    if (!wanted.contains(text)) remove.push_back(key_in(item, *schema));
  }
  replica_.put_all(table, put);
  replica_.remove_all(table, remove);
}

void Past::forget(const std::string& table) {
  const std::lock_guard lock(mutex_);
  std::erase_if(writes_, [&](const Write& write) { return write.table == table; });
  if (replicated_.erase(table) > 0) replica_.delete_table(table);
}

std::optional<Answer> Past::read(const Request& request, const std::string& body, unsigned writes) {
  const std::lock_guard lock(mutex_);
  if (!keeps_ || request.consistent) return std::nullopt;
  try {
    return request.is_query_or_scan() ? read_pages(request, body, writes) : read_items(request, body, writes);
  } catch (const JudgeFault&) {
    // A key that is not valid, a table that is gone: the engine says so, or fails again.
    return std::nullopt;
  }
}

std::optional<Answer> Past::read_pages(const Request& request, const std::string& body, unsigned writes) {
  if (request.tables.empty()) return std::nullopt;
  const std::string& table = request.tables.front();
  const auto partition = request.partition.is_null() ? std::nullopt : std::optional(canonical(request.partition));
  const Images images = before_last(table, partition, writes);
  if (images.empty()) return std::nullopt;
  make_replica(table);
  set_partition(table, request, images);
  return engine_.call(request.operation, body, replica_database);
}

std::optional<Answer> Past::read_items(const Request& request, const std::string& body, unsigned writes) {
  bool differs = false;
  std::vector<std::pair<std::string, Images>> by_touch;
  for (const Touch& touch : request.touches) {
    if (touch.access != Access::read || !touch.key.is_object()) return std::nullopt;
    Images images = before_last_of(touch, writes);
    differs = differs || !images.empty();
    const Json key = canonical(touch.key);
    if (images.empty()) images.emplace(text_of(key), std::pair(key, main_.get(touch.table, key)));
    by_touch.emplace_back(touch.table, std::move(images));
  }
  if (!differs) return std::nullopt;
  for (const auto& [table, images] : by_touch) {
    make_replica(table);
    set_items(table, images);
  }
  return engine_.call(request.operation, body, replica_database);
}

}  // namespace assay::kit::dynamodb
