#include "core/timestamp.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace assay::core {
namespace {

std::string read(std::string_view text) {
  const auto time = parse_timestamp(text);
  return time ? to_string(*time) : "refused";
}

TEST(ParseTimestamp, ReadsAZoneAndTurnsItToUtc) {
  EXPECT_EQ(read("2026-03-01T23:59:00Z"), "2026-03-01T23:59:00Z");
  EXPECT_EQ(read("2026-03-01T23:59:00.250+01:00"), "2026-03-01T22:59:00.250Z");
  EXPECT_EQ(read("2026-03-01t23:59:00z"), "2026-03-01T23:59:00Z");
  EXPECT_EQ(read("2026-12-31T23:30:00-01:00"), "2027-01-01T00:30:00Z");
}

TEST(ParseTimestamp, TakesADateAloneAsTheEndOfItsDay) {
  EXPECT_EQ(read("2026-03-01"), "2026-03-01T23:59:59.999Z");
}

TEST(ParseTimestamp, CutsWhatIsFinerThanAMillisecond) {
  EXPECT_EQ(read("2026-03-01T00:00:00.123456789Z"), "2026-03-01T00:00:00.123Z");
  EXPECT_EQ(read("2026-03-01T00:00:00.5Z"), "2026-03-01T00:00:00.500Z");
}

TEST(ParseTimestamp, ProbesTheCalendar) {
  EXPECT_EQ(read("2024-02-29T00:00:00Z"), "2024-02-29T00:00:00Z");
  EXPECT_EQ(read("2026-02-29T00:00:00Z"), "refused");
  EXPECT_EQ(read("2026-13-01T00:00:00Z"), "refused");
  EXPECT_EQ(read("2026-00-01T00:00:00Z"), "refused");
  EXPECT_EQ(read("2026-01-01T23:59:59Z"), "2026-01-01T23:59:59Z");
  EXPECT_EQ(read("2026-01-01T24:00:00Z"), "refused");
  EXPECT_EQ(read("2026-01-01T00:60:00Z"), "refused");
  EXPECT_EQ(read("2026-01-01T00:00:60Z"), "2026-01-01T00:01:00Z");
  EXPECT_EQ(read("2026-01-01T00:00:61Z"), "refused");
  EXPECT_EQ(read("2026-01-01T00:00:00+24:00"), "refused");
}

// to_string could not write it so that it is read again.
TEST(ParseTimestamp, RefusesWhatLeavesTheYearsOfFourDigits) {
  EXPECT_EQ(read("0000-01-01T00:00:00Z"), "0000-01-01T00:00:00Z");
  EXPECT_EQ(read("0000-01-01T00:59:59+01:00"), "refused");
  EXPECT_EQ(read("9999-12-31T23:59:59.999Z"), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(read("9999-12-31T23:59:60Z"), "refused");
  EXPECT_EQ(read("9999-12-31T23:59:59-00:01"), "refused");
}

TEST(ParseTimestamp, RefusesWhatIsNotRfc3339) {
  for (const char* text : {"", "2026-3-1", "2026-03-01T23:59Z", "2026-03-01T23:59:00", "20260301", "tomorrow",
                           "2026-03-01T23:59:00Z ", "2026-03-01T23:59:00+0100"}) {
    EXPECT_EQ(read(text), "refused") << text;
  }
}

RC_GTEST_PROP(Timestamp, IsReadAsItIsWritten, ()) {
  // From 1970 to 9999, to the millisecond.
  const Timestamp time{std::chrono::milliseconds{*rc::gen::inRange<std::int64_t>(0, 253'402'300'799'999)}};
  RC_ASSERT(parse_timestamp(to_string(time)).value() == time);
}

}  // namespace
}  // namespace assay::core
