#include "measure/latency_histogram.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace assay::kit::measure {
namespace {

using namespace std::chrono_literals;

bool close_to(core::Duration measured, core::Duration exact) {
  const auto difference = std::abs(static_cast<double>((measured - exact).count()));
  return difference <= LatencyHistogram::relative_error * static_cast<double>(exact.count()) + 1;
}

TEST(LatencyHistogram, GivesThePercentilesOfAKnownDistribution) {
  LatencyHistogram histogram;
  for (int i = 1; i <= 1000; ++i) histogram.record(i * 10us);
  EXPECT_EQ(histogram.count(), 1000U);
  EXPECT_TRUE(close_to(histogram.percentile(50), 5ms));
  EXPECT_TRUE(close_to(histogram.percentile(99), 9900us));
  EXPECT_TRUE(close_to(histogram.percentile(99.9), 9990us));
  EXPECT_TRUE(close_to(histogram.percentile(100), 10ms));
}

TEST(LatencyHistogram, CountsWhatIsOutOfItsRangeAtTheRangesEnds) {
  LatencyHistogram histogram;
  histogram.record(0ns);
  EXPECT_TRUE(close_to(histogram.percentile(100), LatencyHistogram::shortest));
  histogram.record(24h);
  EXPECT_TRUE(close_to(histogram.percentile(50), LatencyHistogram::shortest));
  EXPECT_TRUE(close_to(histogram.percentile(100), LatencyHistogram::longest));
}

TEST(LatencyHistogram, IsCopiedWhole) {
  LatencyHistogram first;
  first.record(1ms);
  LatencyHistogram second = first;
  second.record(1s);
  EXPECT_EQ(first.count(), 1U);
  first = second;
  EXPECT_TRUE(close_to(first.percentile(100), 1s));
}

TEST(LatencyProfile, HoldsBothProgramsPercentiles) {
  LatencyHistogram subject;
  LatencyHistogram baseline;
  for (int i = 1; i <= 1000; ++i) {
    subject.record(i * 2us);
    baseline.record(i * 1us);
  }
  const auto profile = latency_profile("one publish", subject, baseline);
  EXPECT_EQ(profile.title, "one publish");
  ASSERT_EQ(profile.points.size(), 3U);
  EXPECT_EQ(profile.points[1].percentile, 99);
  EXPECT_TRUE(close_to(profile.points[1].subject, 1980us));
  EXPECT_TRUE(close_to(profile.points[1].baseline, 990us));
}

std::vector<core::Duration> some_latencies() {
  return *rc::gen::nonEmpty(rc::gen::container<std::vector<core::Duration>>(
      rc::gen::map(rc::gen::pair(rc::gen::inRange(100, 1000), rc::gen::inRange(0, 9)), [](std::pair<int, int> value) {
        return core::Duration(static_cast<std::int64_t>(value.first * std::pow(10, value.second)));
      })));
}

LatencyHistogram histogram_of(const std::vector<core::Duration>& latencies) {
  LatencyHistogram histogram;
  for (const auto latency : latencies) histogram.record(latency);
  return histogram;
}

RC_GTEST_PROP(LatencyHistogram, IsWithinItsErrorOfTheNearestRank, ()) {
  auto latencies = some_latencies();
  const auto histogram = histogram_of(latencies);
  std::sort(latencies.begin(), latencies.end());
  const int percent = *rc::gen::inRange(1, 101);
  const std::size_t rank = (latencies.size() * static_cast<std::size_t>(percent) + 99) / 100;
  const auto exact = std::min<core::Duration>(latencies[rank - 1], LatencyHistogram::longest);
  RC_ASSERT(close_to(histogram.percentile(percent), exact));
}

RC_GTEST_PROP(LatencyHistogram, AddsUpToOneThatRecordedAll, ()) {
  const auto first = some_latencies();
  const auto second = some_latencies();
  auto sum = histogram_of(first);
  sum.add(histogram_of(second));
  auto all = first;
  all.insert(all.end(), second.begin(), second.end());
  const auto expected = histogram_of(all);
  RC_ASSERT(sum.count() == expected.count());
  for (const double percent : {1.0, 50.0, 99.0, 99.9, 100.0}) {
    RC_ASSERT(sum.percentile(percent) == expected.percentile(percent));
  }
}

}  // namespace
}  // namespace assay::kit::measure
