#include "core/bytes.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace assay::core {
namespace {

constexpr std::array<std::pair<std::string_view, unsigned>, 4> units{
    {{"GiB", 30}, {"MiB", 20}, {"KiB", 10}, {"B", 0}}};

}  // namespace

Result<Bytes> parse_bytes(std::string_view text) {
  std::uint64_t number = 0;
  const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
  if (problem == std::errc{}) {
    for (const auto& [name, shift] : units) {
      if (unit == name && number <= std::numeric_limits<std::uint64_t>::max() >> shift) {
        return Bytes{number << shift};
      }
    }
  }
  return fail(ErrorKind::usage, "'" + std::string(text) +
                                    "' is not a size: expected a whole number and a unit "
                                    "(B, KiB, MiB or GiB), such as 512MiB");
}

std::string to_string(Bytes bytes) {
  for (const auto& [name, shift] : units) {
    const std::uint64_t unit = std::uint64_t{1} << shift;
    if (bytes.count >= unit && bytes.count % unit == 0) {
      return std::to_string(bytes.count >> shift) + std::string(name);
    }
  }
  return std::to_string(bytes.count) + "B";
}

}  // namespace assay::core
