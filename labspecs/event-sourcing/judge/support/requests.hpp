// What the record of a call's requests says.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/world.hpp"

namespace judge {

using dynamodb::Exchange;

/// What was read of the event table.
struct EventsRead {
  std::uint64_t requests = 0;
  std::uint64_t events = 0;  ///< that the engine gave out
  std::uint64_t scans = 0;
};
[[nodiscard]] EventsRead events_read(World& world);

/// Requests with which the engine changed, or was asked to change, an item of the table.
[[nodiscard]] std::vector<Exchange> writes_to(World& world, const std::string& table);

/// A Violation where a request in the record broke a rule of the event table: it is put to only, on condition
/// that the place is free.
void expect_append_only(World& world, const lab::Tables& tables);

/// A Violation where the record has a Scan of the event table. `when`: "while it loads".
void expect_no_scan(World& world, const std::string& when);

}  // namespace judge
