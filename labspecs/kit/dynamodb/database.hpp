// The judge's own client, straight to the engine and past every fault.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dynamodb/engine.hpp"

namespace assay::kit::dynamodb {

using Json = nlohmann::json;

/// A table's key, by attribute; types are "S", "N" or "B".
struct KeySchema {
  std::string hash;
  std::string hash_type = "S";
  std::string range;  ///< empty: there is none
  std::string range_type = "S";

  bool operator==(const KeySchema&) const = default;
};

/// Items, keys and values are DynamoDB JSON: {"stream": {"S": "a"}}. Whatever the engine does not
/// answer as expected is a JudgeFault. May be used from several threads.
class Database {
 public:
  explicit Database(Engine& engine, std::string name = std::string(main_database)) : engine_(engine), name_(std::move(name)) {}

  void create_table(std::string_view table, const KeySchema& key);
  /// A whole CreateTable request, for a table with indexes or a stream.
  void create_table(const Json& request);
  /// Nothing happens where there is none.
  void delete_table(std::string_view table);
  void delete_all_tables();
  [[nodiscard]] std::vector<std::string> tables();
  /// Nothing where there is no such table.
  [[nodiscard]] std::optional<KeySchema> key_of(std::string_view table);

  void put(std::string_view table, const Json& item);
  [[nodiscard]] std::optional<Json> get(std::string_view table, const Json& key);  ///< strongly consistent
  void remove(std::string_view table, const Json& key);
  /// 25 a request, over several connections at once. The items' keys differ.
  void put_all(std::string_view table, const std::vector<Json>& items);
  /// Likewise, keys instead of items.
  void remove_all(std::string_view table, const std::vector<Json>& keys);

  /// All pages of the request, strongly consistent where `index` is empty.
  [[nodiscard]] std::vector<Json> query(std::string_view table, std::string_view hash, const Json& value,
                                        std::string_view index = {});
  [[nodiscard]] std::vector<Json> scan(std::string_view table);

  /// Any operation; its answer has status 200, or it is a JudgeFault.
  Json call(std::string_view operation, const Json& request);

 private:
  std::vector<Json> all_pages(std::string_view operation, Json request);
  void write_all(std::string_view table, std::vector<Json> writes);

  Engine& engine_;
  std::string name_;
};

}  // namespace assay::kit::dynamodb
