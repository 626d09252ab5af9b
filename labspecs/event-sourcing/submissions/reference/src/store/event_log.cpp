#include "store/event_log.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace store {
namespace {

constexpr std::size_t most_events = 100;  // of one transaction of DynamoDB

void require(bool condition, const char* rule) {
  if (!condition) throw std::invalid_argument(rule);
}

void check(const std::vector<lab::StreamAppend>& what) {
  std::size_t count = 0;
  std::set<std::string> streams;
  for (const auto& [stream, expected_version, events] : what) {
    require(!stream.empty(), "a stream has a name");
    require(streams.insert(stream).second, "a stream is named once");
    require(!events.empty(), "there are events to append");
    for (const auto& event : events) require(!event.id.empty() && !event.type.empty(), "an event has an id and a type");
    count += events.size();
  }
  require(count > 0, "there are events to append");
  require(count <= most_events, "at most 100 events are appended at once");
}

std::vector<lab::Event> recorded(const std::vector<lab::StreamAppend>& what, lab::Time time) {
  std::vector<lab::Event> events;
  for (const auto& append : what) {
    std::uint64_t version = append.expected_version;
    for (const auto& event : append.events) {
      events.push_back({append.stream, ++version, event.id, event.type, event.schema_version, event.payload, time});
    }
  }
  return events;
}

}  // namespace

lab::AppendResult EventLog::append(const std::vector<lab::StreamAppend>& what) {
  return append(what, Predecessor::to_be_read);
}

lab::AppendResult EventLog::append_behind_read(const lab::StreamAppend& what) {
  return append({what}, Predecessor::was_read);
}

// A place that is taken says that another one was faster, or that an earlier attempt did it; the ids tell. A failed
// condition that neither explains is tried again like any other failure.
lab::AppendResult EventLog::append(const std::vector<lab::StreamAppend>& what, Predecessor predecessor) {
  check(what);
  const auto events = recorded(what, clock_.now());
  for (unsigned refused = 0; refused < max_attempts_;) {
    if (predecessor == Predecessor::was_read || predecessors_exist(what)) {
      if (table_.add(events) || are_there(what)) return {true, {}, 0};
      ++refused;
    }
    if (const auto conflict = conflict_of(what)) return *conflict;
  }
  throw lab::Unavailable("an append was refused though each stream has the version expected");
}

// Not in one step with the append, and needs not be: no event ever goes away again.
bool EventLog::predecessors_exist(const std::vector<lab::StreamAppend>& what) const {
  return std::all_of(what.begin(), what.end(), [&](const auto& append) {
    return append.expected_version == 0 || table_.find(append.stream, append.expected_version).has_value();
  });
}

bool EventLog::are_there(const std::vector<lab::StreamAppend>& what) const {
  return std::all_of(what.begin(), what.end(), [&](const auto& append) {
    const auto stored = table_.read(append.stream, append.expected_version + 1, append.expected_version + append.events.size());
    return std::equal(stored.begin(), stored.end(), append.events.begin(), append.events.end(),
                      [](const lab::Event& there, const lab::NewEvent& ours) { return there.id == ours.id; });
  });
}

std::optional<lab::AppendResult> EventLog::conflict_of(const std::vector<lab::StreamAppend>& what) const {
  for (const auto& append : what) {
    const std::uint64_t actual = table_.last_version(append.stream);
    if (actual != append.expected_version) return lab::AppendResult{false, append.stream, actual};
  }
  return std::nullopt;
}

}  // namespace store
