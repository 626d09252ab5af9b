#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace assay::core {

/// Rubric points, an exact decimal with two places, so that what is shown adds up.
struct Points {
  std::int64_t hundredths = 0;
  friend constexpr auto operator<=>(const Points&, const Points&) = default;
  friend constexpr Points operator+(Points a, Points b) { return {a.hundredths + b.hundredths}; }
  friend constexpr Points operator-(Points a, Points b) { return {a.hundredths - b.hundredths}; }
  constexpr Points& operator+=(Points other) { hundredths += other.hundredths; return *this; }

  /// numerator/denominator of these points, rounded to the nearest hundredth, halves
  /// up. The denominator is above zero and below 10^6, 0 <= numerator <= denominator.
  [[nodiscard]] Points share(std::int64_t numerator, std::int64_t denominator) const;
};

/// Reads "12", "7.5", "0.25": not negative, at most two decimals. Else a usage error.
[[nodiscard]] Result<Points> parse_points(std::string_view text);

/// Without trailing zeros: "12", "7.5", "0.25", "-1.5".
[[nodiscard]] std::string to_string(Points points);

}  // namespace assay::core
