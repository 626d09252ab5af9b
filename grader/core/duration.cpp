#include "core/duration.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>

namespace assay::core {
namespace {

constexpr std::array<std::pair<std::string_view, std::int64_t>, 6> units{
    {{"h", 3'600'000'000'000}, {"m", 60'000'000'000}, {"s", 1'000'000'000},
     {"ms", 1'000'000}, {"us", 1'000}, {"ns", 1}}};

std::string trimmed(double value) {
  std::array<char, 64> buffer{};
  const auto written =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, 3);
  std::string text(buffer.data(), written.ptr);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

Result<Duration> parse_duration(std::string_view text) {
  double number = 0;
  const auto [rest, problem] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  const std::string_view unit(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
  if (problem == std::errc{} && number >= 0) {
    for (const auto& [name, nanoseconds] : units) {
      const double span = number * static_cast<double>(nanoseconds);
      if (unit == name && span < 9.0e18) return Duration{std::llround(span)};
    }
  }
  return fail(ErrorKind::usage, "'" + std::string(text) +
                                    "' is not a duration: expected a number and a unit "
                                    "(ns, us, ms, s, m or h), such as 250ms");
}

std::string to_string(Duration duration) {
  if (duration == Duration::zero()) return "0s";
  const auto count = duration.count();
  for (const auto& [name, nanoseconds] : units) {
    if (nanoseconds > 1'000'000'000) continue;  // 90s reads better than 1.5m
    if (count >= nanoseconds || count <= -nanoseconds) {  // the least count has no absolute value
      return trimmed(static_cast<double>(count) / static_cast<double>(nanoseconds)) + std::string(name);
    }
  }
  std::unreachable();
}

}  // namespace assay::core
