#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lab/dynamodb.hpp"
#include "lab/event.hpp"

namespace store {

/// No version is higher: what is stored is a number of DynamoDB's, read as a signed one.
inline constexpr std::uint64_t highest_version = std::numeric_limits<std::int64_t>::max();

/// The events of a table. They are added to it, each at a place that was free, and never changed. Every read is
/// strongly consistent, and follows the pages to their end.
class EventTable {
 public:
  EventTable(lab::dynamodb::Client& client, std::string name) : client_(client), name_(std::move(name)) {}

  /// The events of a stream from version `first` to version `last`, both included, in order.
  [[nodiscard]] std::vector<lab::Event> read(const std::string& stream, std::uint64_t first = 1,
                                             std::uint64_t last = highest_version) const;

  /// The events of a stream before the first one that was recorded later than `time`.
  [[nodiscard]] std::vector<lab::Event> read_until(const std::string& stream, lab::Time time) const;

  [[nodiscard]] std::optional<lab::Event> find(const std::string& stream, std::uint64_t version) const;

  /// 0: the stream has no events.
  [[nodiscard]] std::uint64_t last_version(const std::string& stream) const;

  /// The names of all streams. Reads the whole table.
  [[nodiscard]] std::set<std::string> streams() const;

  /// Adds all of the events (100 at most), or none where there is an event at the place of one of them: that is
  /// `false`. It may be one of these very events, where an answer was lost.
  [[nodiscard]] bool add(const std::vector<lab::Event>& events);

 private:
  /// Gives the events of a range to `visit` until it says false.
  void visit(const std::string& stream, std::uint64_t first, std::uint64_t last,
             const std::function<bool(lab::Event)>& visit) const;
  [[nodiscard]] lab::dynamodb::QueryRequest query_of(const std::string& stream, std::uint64_t first, std::uint64_t last) const;
  [[nodiscard]] lab::dynamodb::PutItemRequest put_of(const lab::Event& event) const;
  void add_together(const std::vector<lab::Event>& events);

  lab::dynamodb::Client& client_;
  const std::string name_;
};

}  // namespace store
