// What a replica of a table that lags behind would answer.
//
// Each write through the proxy goes on alone, and what it replaces is read before. A stale read is asked
// of a second database of the engine's, which is first brought to the state from before the last writes:
// so filters, projections, pages and indexes are the engine's own.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "dynamodb/database.hpp"
#include "dynamodb/request.hpp"

namespace assay::kit::dynamodb {

/// Thread-safe.
class Past {
 public:
  Past(Engine& engine, KeyLookup key_of);

  /// Off at first. Either way it forgets what it has.
  void keep(bool on);
  [[nodiscard]] bool keeps() const;

  /// Forwards a request that writes; remembers what it replaced.
  Answer write(const Request& request, const std::string& body);

  /// The table was made or deleted.
  void forget(const std::string& table);

  /// The answer from before the last `writes` of what is read. Nothing where there was none of them, or
  /// where the table is not what it was then.
  std::optional<Answer> read(const Request& request, const std::string& body, unsigned writes);

 private:
  std::optional<Answer> read_items(const Request& request, const std::string& body, unsigned writes);
  std::optional<Answer> read_pages(const Request& request, const std::string& body, unsigned writes);

  struct Write {
    std::string table;
    Json key;
    std::optional<Json> before;  ///< nothing: there was no item
  };
  using Images = std::map<std::string, std::pair<Json, std::optional<Json>>>;  ///< key and item, by the key's text

  [[nodiscard]] std::vector<Write> about_to_replace(const Request& request);
  [[nodiscard]] Images before_last(const std::string& table, const std::optional<Json>& partition, unsigned writes) const;
  [[nodiscard]] Images before_last_of(const Touch& touch, unsigned writes) const;
  void make_replica(const std::string& table);
  void set_items(const std::string& table, const Images& images);
  void set_partition(const std::string& table, const Request& request, const Images& images);

  Engine& engine_;
  const KeyLookup key_of_;
  Database main_;
  Database replica_;
  mutable std::mutex mutex_;
  bool keeps_ = false;
  std::deque<Write> writes_;
  std::set<std::string> replicated_;  ///< tables
};

}  // namespace assay::kit::dynamodb
