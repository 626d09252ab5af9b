#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace assay::core {

/// An amount of memory or storage.
struct Bytes {
  std::uint64_t count = 0;
  friend constexpr auto operator<=>(const Bytes&, const Bytes&) = default;
};

consteval Bytes operator""_B(unsigned long long n) { return {n}; }
consteval Bytes operator""_KiB(unsigned long long n) { return {n << 10}; }
consteval Bytes operator""_MiB(unsigned long long n) { return {n << 20}; }
consteval Bytes operator""_GiB(unsigned long long n) { return {n << 30}; }

/// Reads "512MiB", "64KiB", "2GiB", "100B"; the unit is required, powers of 1024
/// (IEC 80000-13). A usage error names the text and the units.
[[nodiscard]] Result<Bytes> parse_bytes(std::string_view text);

/// The largest unit that keeps the figure exact: "512MiB", "1000B".
[[nodiscard]] std::string to_string(Bytes bytes);

}  // namespace assay::core
