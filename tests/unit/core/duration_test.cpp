#include "core/duration.hpp"

#include <gtest/gtest.h>

namespace assay::core {
namespace {

using namespace std::chrono_literals;

TEST(ParseDuration, ReadsEachUnit) {
  EXPECT_EQ(*parse_duration("7ns"), 7ns);
  EXPECT_EQ(*parse_duration("10us"), 10us);
  EXPECT_EQ(*parse_duration("250ms"), 250ms);
  EXPECT_EQ(*parse_duration("1.5s"), 1500ms);
  EXPECT_EQ(*parse_duration("2m"), 2min);
  EXPECT_EQ(*parse_duration("1h"), 1h);
  EXPECT_EQ(*parse_duration("0s"), 0s);
}

TEST(ParseDuration, RefusesWhatIsNoNumberAndUnit) {
  for (const char* text : {"", "5", "ms", "-1s", "1e3s", "5 ms", "5sec", "infs", "nans", "5min", "5S"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(ParseDuration, ReadsUpToWhatNanosecondsHold) {
  EXPECT_TRUE(parse_duration("2499999h"));
  EXPECT_FALSE(parse_duration("2500000h"));
}

TEST(DurationToString, TakesTheLargestFittingUnitUpToSeconds) {
  EXPECT_EQ(to_string(Duration{0}), "0s");
  EXPECT_EQ(to_string(Duration::min()), "-9223372036.855s");  // its magnitude is no Duration
  EXPECT_EQ(to_string(999ns), "999ns");
  EXPECT_EQ(to_string(1000ns), "1us");
  EXPECT_EQ(to_string(250ms), "250ms");
  EXPECT_EQ(to_string(1500ms), "1.5s");
  EXPECT_EQ(to_string(90s), "90s");
  EXPECT_EQ(to_string(Duration{1'234'567}), "1.235ms");
}

}  // namespace
}  // namespace assay::core
