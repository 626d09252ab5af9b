// What can be wrong with a connection, as plain values. The set is Toxiproxy's, and the
// words are; see README.md beside this file.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "core/duration.hpp"

namespace assay::kit::proxy {

/// A way through the proxy, by where the bytes go.
enum class Direction {
  upstream,    ///< from the client to the server
  downstream,  ///< from the server to the client
  both,        ///< each of the two
};

/// Every byte arrives that much later, the connection's end as well; what follows is on its
/// way meanwhile. The delay of each piece is `delay` plus a random part in [-jitter, jitter],
/// not below zero, and bytes do not overtake each other.
struct Latency {
  core::Duration delay{};
  core::Duration jitter{};
};

/// As if nothing listened: a new connection is reset at once, and so is one that there is.
/// It has no direction.
struct Down {};

/// Bytes are taken and lost, and nothing says so. A connection that has lost some is reset
/// when the fault is removed, as it could only go on with a hole.
struct BlackHole {
  std::optional<core::Duration> close_after;  ///< after the first bytes were lost; absent: stays open
};

/// The network between the two is gone: nothing passes, not even an end, and nothing is
/// lost. It goes on where it was when the fault is removed.
struct Partition {};

/// The connection is reset, on both sides, so long after the first bytes in the fault's
/// direction; with zero those are lost.
struct Reset {
  core::Duration after{};
};

/// At most so much a connection.
struct Bandwidth {
  std::uint64_t bytes_per_second = 1;  ///< above zero
};

/// The end of one side is passed on so much later.
struct SlowClose {
  core::Duration delay{};
};

/// Bytes arrive in pieces of `size` and a random part in [-variation, variation], at least
/// one, with `delay` between two.
struct Slicer {
  std::size_t size = 1;
  std::size_t variation = 0;
  core::Duration delay{};
};

/// The connection is closed when so many bytes have passed since the fault met it.
struct DataLimit {
  std::uint64_t bytes = 0;
};

using Kind = std::variant<Latency, Down, BlackHole, Partition, Reset, Bandwidth, SlowClose, Slicer, DataLimit>;

/// Of two faults of one kind that meet the same bytes, the one that was added first acts.
struct Fault {
  Kind kind;
  Direction direction = Direction::both;
  /// The share of connections that it meets, from 0 to 1. Which ones depends on the proxy's
  /// seed and the connection's number alone: those of a smaller share are also of a larger.
  double share = 1;
};

/// "latency", "black hole".
[[nodiscard]] std::string_view name_of(const Kind& kind);

}  // namespace assay::kit::proxy
