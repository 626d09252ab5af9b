// The event store.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lab/config.hpp"
#include "lab/environment.hpp"
#include "lab/errors.hpp"
#include "lab/event.hpp"

namespace lab {

/// Events for one stream, to go behind those that it has.
struct StreamAppend {
  std::string stream;                  ///< any text but the empty one
  std::uint64_t expected_version = 0;  ///< of the stream's last event; 0: it has none
  std::vector<NewEvent> events;        ///< at least one
};

struct AppendResult {
  bool appended = false;
  /// Where not appended: the stream that has another version than expected (one of them, if several have),
  /// and what version it has.
  std::string conflicting_stream;
  std::uint64_t actual_version = 0;
};

struct CopyReport {
  std::uint64_t events = 0;  ///< how many the target has now because of this or an earlier, interrupted copy
};

/// Called by any number of threads at once, and by other processes over the same tables. Every method may
/// throw Unavailable.
class EventStore {
 public:
  virtual ~EventStore() = default;

  /// Creates those of the tables that do not exist, and returns when they can be used.
  virtual void create_tables() = 0;

  /// Appends all of the events or none. They get the versions expected_version + 1 and on, and the time of the
  /// clock, read once. Appended again with the same ids behind the same version, they are there already: that is
  /// `appended`, and changes nothing. Throws std::invalid_argument, and writes nothing, where there are
  /// no events or more than 100, or where the stream, an id or a type is empty.
  virtual AppendResult append(const StreamAppend& what) = 0;

  /// The same for several streams, each named once, with 100 events together at most: all of it is appended or nothing.
  virtual AppendResult append_all(const std::vector<StreamAppend>& what) = 0;

  /// The whole stream in order, up to the last event whose append returned before this was called, at least. A stream
  /// that has no events is empty.
  virtual std::vector<Event> load(const std::string& stream) = 0;

  /// The stream as it was at this version: the events up to it, itself included.
  virtual std::vector<Event> load_at(const std::string& stream, std::uint64_t version) = 0;

  /// The stream as it was at this moment: the events before the first one that was recorded later. What
  /// follows that one is left out, whatever the clock said then: a stream has no holes.
  virtual std::vector<Event> load_at(const std::string& stream, Time time) = 0;

  /// Point-in-time recovery by replay: creates the target's tables where they are missing and copies the stream, or
  /// every stream, as it was at this moment, each event as it is. Interrupted at any request and called again, it ends in
  /// the same target.
  virtual CopyReport restore_to(Time time, const Tables& target, const std::optional<std::string>& stream) = 0;

  /// Copies every stream into the target with each event upcast to the current version of its schema, under the same
  /// version, id and time. Interrupted at any request and called again, it ends in the same target; it never writes to the
  /// source. Throws UnknownEvent.
  virtual CopyReport migrate(const Tables& target) = 0;
};

/// Yours to write.
std::unique_ptr<EventStore> make_event_store(const Config& config, Environment& environment);

}  // namespace lab
