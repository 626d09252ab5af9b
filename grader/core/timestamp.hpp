#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace assay::core {

/// A moment of wall time, to the millisecond, in UTC.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// Reads RFC 3339: "2026-03-01T23:59:00Z", "2026-03-01T23:59:00.250+01:00", and a
/// date alone as the end of that day in UTC. Else a usage error.
[[nodiscard]] Result<Timestamp> parse_timestamp(std::string_view text);

/// RFC 3339 in UTC: "2026-03-01T23:59:00Z", with milliseconds only where there are any.
[[nodiscard]] std::string to_string(Timestamp time);

}  // namespace assay::core
