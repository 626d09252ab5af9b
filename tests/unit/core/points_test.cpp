#include "core/points.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace assay::core {
namespace {

TEST(ParsePoints, ReadsUpToTwoDecimalsExactly) {
  EXPECT_EQ(parse_points("12")->hundredths, 1200);
  EXPECT_EQ(parse_points("7.5")->hundredths, 750);
  EXPECT_EQ(parse_points("0.25")->hundredths, 25);
  EXPECT_EQ(parse_points("0.05")->hundredths, 5);
  EXPECT_EQ(parse_points("0")->hundredths, 0);
  EXPECT_EQ(parse_points("999999999.99")->hundredths, 99'999'999'999);
}

TEST(ParsePoints, RefusesWhatIsNoSuchDecimal) {
  for (const char* text : {"", ".", "1.", ".5", "1.005", "-1", "+1", "1,5", "1e2", " 1", "1000000000", "0x1", "1.5.0"}) {
    EXPECT_FALSE(parse_points(text)) << text;
  }
}

TEST(PointsToString, LeavesTrailingZerosOut) {
  EXPECT_EQ(to_string(Points{1200}), "12");
  EXPECT_EQ(to_string(Points{750}), "7.5");
  EXPECT_EQ(to_string(Points{25}), "0.25");
  EXPECT_EQ(to_string(Points{5}), "0.05");
  EXPECT_EQ(to_string(Points{-150}), "-1.5");
}

TEST(PointsShare, RoundsHalvesUp) {
  EXPECT_EQ(Points{1000}.share(1, 3).hundredths, 333);
  EXPECT_EQ(Points{1000}.share(2, 3).hundredths, 667);
  EXPECT_EQ(Points{1}.share(1, 2).hundredths, 1);
  EXPECT_EQ(Points{1}.share(49, 100).hundredths, 0);
  EXPECT_EQ(Points{1000}.share(3, 3).hundredths, 1000);
  EXPECT_EQ(Points{1000}.share(0, 3).hundredths, 0);
}

RC_GTEST_PROP(Points, AreReadAsTheyAreWritten, ()) {
  const Points points{*rc::gen::inRange<std::int64_t>(0, 99'999'999'999)};
  RC_ASSERT(parse_points(to_string(points)).value() == points);
}

}  // namespace
}  // namespace assay::core
