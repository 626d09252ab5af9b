// The event table as the event-sourcing lab prescribes it, read and written by the judge.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dynamodb/database.hpp"

namespace assay::kit::dynamodb {

/// One item of the table.
struct StoredEvent {
  std::string stream;
  std::uint64_t version = 0;  ///< from 1
  std::string id;
  std::string type;
  std::uint64_t schema_version = 1;
  std::string payload;           ///< bytes, not base64
  std::int64_t recorded_at = 0;  ///< ms since the epoch

  bool operator==(const StoredEvent&) const = default;
};

/// {"stream": {"S": …}, "version": {"N": …}, …}
[[nodiscard]] Json to_item(const StoredEvent& event);

/// What an item of the table says. Where it is not as prescribed, `problem` says why, and the event has
/// what could be read.
struct ReadEvent {
  StoredEvent event;
  std::string problem;  ///< "version is no whole number", "payload is missing"; empty: none
};
[[nodiscard]] ReadEvent event_of(const Json& item);

/// A log: each stream's events by version.
using Log = std::map<std::string, std::vector<StoredEvent>>;

class EventsTable {
 public:
  explicit EventsTable(Database& database, std::string table = "events") : database_(database), table_(std::move(table)) {}

  [[nodiscard]] static KeySchema key();
  void create() { database_.create_table(table_, key()); }

  /// `problems`: one text an item that is not as prescribed, "stream a, version 3: payload is
  /// missing"; such an item is in the log, too.
  struct Contents {
    Log log;
    std::vector<std::string> problems;
  };
  [[nodiscard]] Contents read();
  [[nodiscard]] std::vector<StoredEvent> read(std::string_view stream);

  /// Fast for many; overwrites.
  void write(const std::vector<StoredEvent>& events);

  /// The stream's last `count` by version, and no more than there are.
  void remove_last(std::string_view stream, std::size_t count);

 private:
  Database& database_;
  std::string table_;
};

/// Bytes as DynamoDB JSON carries them, and back; nothing for what is no base64.
[[nodiscard]] std::string to_base64(std::string_view bytes);
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace assay::kit::dynamodb
