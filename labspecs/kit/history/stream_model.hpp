// An event store's streams, as a model: lists of event ids that only grow, each append on condition
// that the stream has the length that its writer expects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "history/event_list.hpp"
#include "history/history.hpp"

namespace assay::kit::history {

/// Appends all of `events` or none.
struct AppendEvents {
  std::string stream;
  std::optional<std::uint64_t> expected;  ///< the length that it must have; nothing: any
  std::vector<std::string> events;        ///< ids

  bool operator==(const AppendEvents&) const = default;
};

struct LoadEvents {
  std::string stream;
  std::optional<std::uint64_t> up_to;  ///< at most so many, from the first on; nothing: all

  bool operator==(const LoadEvents&) const = default;
};

using StreamInput = std::variant<AppendEvents, LoadEvents>;

/// An append took effect.
struct Appended {
  std::uint64_t version = 0;  ///< the length afterwards

  bool operator==(const Appended&) const = default;
};

/// An append had no effect, as the length was another than the expected one.
struct Conflict {
  std::optional<std::uint64_t> actual;  ///< the length that it was, where the answer says so

  bool operator==(const Conflict&) const = default;
};

/// An operation says that it had no effect, for a reason that is not the stream's: throttled, invalid.
struct Refused {
  std::string why;

  bool operator==(const Refused&) const = default;
};

struct Loaded {
  std::vector<std::string> events;  ///< ids

  bool operator==(const Loaded&) const = default;
};

using StreamOutput = std::variant<Appended, Conflict, Refused, Loaded>;
using StreamHistory = History<StreamInput, StreamOutput>;

/// Streams are independent of each other and begin empty, or as `contents` says.
struct StreamModel {
  using State = EventList;
  using Input = StreamInput;
  using Output = StreamOutput;

  std::map<std::string, std::vector<std::string>> contents;
  /// Appending the same events at the same expected version again is answered as the first time,
  /// without an effect.
  bool idempotent = false;

  [[nodiscard]] std::string key(const Input& input) const;
  [[nodiscard]] State initial(const std::string& stream) const;
  [[nodiscard]] std::optional<State> step(const State& state, const Input& input,
                                          const std::optional<Output>& output) const;
  [[nodiscard]] std::size_t hash(const State& state) const { return state.hash(); }
  [[nodiscard]] bool reads(const Input& input, const std::optional<Output>& output) const;
};

/// For people: "append e7, e8 to order-1 at 3", "load order-1 up to 4"; "appended, now 5", "conflict,
/// actually 4", "e1, e2, e3".
[[nodiscard]] std::string describe(const StreamInput& input);
[[nodiscard]] std::string describe(const StreamOutput& output);

}  // namespace assay::kit::history
