#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace assay::core {

/// A span of real or virtual time.
using Duration = std::chrono::nanoseconds;

/// Reads "250ms", "1.5s", "2m", "10us", "7ns", "1h"; the unit is required and the
/// span is not negative. A usage error names the text and the units.
[[nodiscard]] Result<Duration> parse_duration(std::string_view text);

/// For people, at most three decimals of the largest fitting unit: "1.5s", "250ms", "0s".
[[nodiscard]] std::string to_string(Duration duration);

}  // namespace assay::core
