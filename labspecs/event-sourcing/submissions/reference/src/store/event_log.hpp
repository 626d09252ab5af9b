#pragma once

#include <optional>
#include <vector>

#include "lab/environment.hpp"
#include "lab/event_store.hpp"
#include "store/event_table.hpp"

namespace store {

/// Appends to streams under the version that the caller expects, so that of those who append behind the same event one
/// succeeds, and appending again after a lost answer is no second append.
class EventLog {
 public:
  EventLog(EventTable& table, lab::Clock& clock, unsigned max_attempts)
      : table_(table), clock_(clock), max_attempts_(max_attempts) {}

  /// As `lab::EventStore::append_all`.
  [[nodiscard]] lab::AppendResult append(const std::vector<lab::StreamAppend>& what);

  /// The same for one who has read the event at `expected_version` himself, which saves reading it again.
  [[nodiscard]] lab::AppendResult append_behind_read(const lab::StreamAppend& what);

 private:
  enum class Predecessor { to_be_read, was_read };

  [[nodiscard]] lab::AppendResult append(const std::vector<lab::StreamAppend>& what, Predecessor predecessor);
  [[nodiscard]] bool predecessors_exist(const std::vector<lab::StreamAppend>& what) const;
  [[nodiscard]] bool are_there(const std::vector<lab::StreamAppend>& what) const;
  [[nodiscard]] std::optional<lab::AppendResult> conflict_of(const std::vector<lab::StreamAppend>& what) const;

  EventTable& table_;
  lab::Clock& clock_;
  const unsigned max_attempts_;
};

}  // namespace store
