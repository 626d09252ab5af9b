#include "core/timestamp.hpp"

#include <array>
#include <cstdio>
#include <regex>

namespace assay::core {
namespace {

using namespace std::chrono;

const std::regex& rfc3339() {
  static const std::regex expression(
      R"((\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:([Zz])|([+-])(\d{2}):(\d{2})))?)");
  return expression;
}

int number(const std::cmatch& match, std::size_t group) { return std::stoi(match[group].str()); }

}  // namespace

Result<Timestamp> parse_timestamp(std::string_view text) {
  const auto wrong = [&] {
    return fail(ErrorKind::usage, "'" + std::string(text) +
                                      "' is not a time: expected RFC 3339 with a zone, such as "
                                      "2026-03-01T23:59:00Z or 2026-03-01T23:59:00+01:00");
  };
  std::cmatch match;
  if (text.size() > 64 || !std::regex_match(text.data(), text.data() + text.size(), match, rfc3339())) {
    return wrong();
  }
  const year_month_day date{year{number(match, 1)}, month(static_cast<unsigned>(number(match, 2))),
                            day(static_cast<unsigned>(number(match, 3)))};
  if (!date.ok()) return wrong();
  if (!match[4].matched) return Timestamp{sys_days{date}} + days{1} - milliseconds{1};
  const int hour = number(match, 4);
  const int minute = number(match, 5);
  const int second = number(match, 6);
  if (hour > 23 || minute > 59 || second > 60) return wrong();
  auto fraction = match[7].str();
  fraction.resize(3, '0');
  auto time = Timestamp{sys_days{date}} + hours{hour} + minutes{minute} + seconds{second} +
              milliseconds{std::stoi(fraction)};
  if (match[9].matched) {
    const auto zone_hour = number(match, 10);
    const auto zone_minute = number(match, 11);
    if (zone_hour > 23 || zone_minute > 59) return wrong();
    const auto offset = hours{zone_hour} + minutes{zone_minute};
    time += match[9].str() == "+" ? -offset : offset;
  }
  // A zone or a leap second may lead past the years that RFC 3339 can write.
  if (time < sys_days{year{0} / 1 / 1} || time >= sys_days{year{10'000} / 1 / 1}) return wrong();
  return time;
}

std::string to_string(Timestamp time) {
  const auto midnight = floor<days>(time);
  const year_month_day date{midnight};
  const hh_mm_ss clock{time - midnight};
  std::array<char, 64> buffer{};
  int length = std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d",
                             static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                             static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                             static_cast<int>(clock.minutes().count()),
                             static_cast<int>(clock.seconds().count()));
  std::string text(buffer.data(), static_cast<std::size_t>(length));
  if (clock.subseconds().count() != 0) {
    length = std::snprintf(buffer.data(), buffer.size(), ".%03d", static_cast<int>(clock.subseconds().count()));
    text.append(buffer.data(), static_cast<std::size_t>(length));
  }
  return text + "Z";
}

}  // namespace assay::core
