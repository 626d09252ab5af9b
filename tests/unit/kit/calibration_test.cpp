#include "measure/calibration.hpp"

#include <gtest/gtest.h>

namespace assay::kit::measure {
namespace {

using namespace std::chrono_literals;

TEST(Calibration, TakesMoreThanFifteenPercentForDrift) {
  EXPECT_FALSE(drifted(1000us, 1000us));
  EXPECT_FALSE(drifted(1000us, 1150us));
  EXPECT_FALSE(drifted(1150us, 1000us));
  EXPECT_TRUE(drifted(1000us, 1151us));
  EXPECT_TRUE(drifted(1151us, 1000us));
}

TEST(Calibration, DoesWorkThatTakesTime) {
  EXPECT_GT(calibrate(), 20us);
  EXPECT_LT(calibrate(), 100ms);
}

}  // namespace
}  // namespace assay::kit::measure
