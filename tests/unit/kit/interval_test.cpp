#include "measure/interval.hpp"

#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace assay::kit::measure {
namespace {

using Random = std::mt19937_64;

struct Shape {
  const char* name;
  std::function<double(Random&)> logarithm;  ///< of a ratio; its median is 0
};

double normal(Random& random, double deviation) { return std::normal_distribution<double>(0, deviation)(random); }

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all{
      {"normal", [](Random& random) { return normal(random, 0.03); }},
      // What being preempted does: most pairs are well, some are far off to one side.
      {"skewed", [](Random& random) { return std::exponential_distribution<double>(30)(random) - std::log(2) / 30; }},
      {"with outliers",
       [](Random& random) { return normal(random, std::bernoulli_distribution(0.1)(random) ? 0.3 : 0.02); }},
      {"uniform", [](Random& random) { return std::uniform_real_distribution<double>(-0.02, 0.02)(random); }},
  };
  return all;
}

double share_of_intervals_with_the_median(const Shape& shape, std::size_t pairs) {
  constexpr int trials = 400;
  Random random(20240607);
  int held = 0;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<double> ratios;
    for (std::size_t i = 0; i < pairs; ++i) ratios.push_back(0.5 * std::exp(shape.logarithm(random)));
    const Interval interval = median_interval(ratios, static_cast<std::uint64_t>(trial));
    if (interval.low <= 0.5 && 0.5 <= interval.high) ++held;
  }
  return static_cast<double>(held) / trials;
}

// 400 trials of something that holds in 95 % of them give at least 92.5 % in 99 of 100 cases.
TEST(MedianInterval, HoldsTheMedianAsOftenAsItPromises) {
  for (const auto& shape : shapes()) {
    for (const std::size_t pairs : {7U, 17U}) {
      EXPECT_GE(share_of_intervals_with_the_median(shape, pairs), 0.925) << shape.name << ", " << pairs << " pairs";
    }
  }
}

TEST(MedianInterval, NarrowsWithMorePairs) {
  Random random(7);
  std::vector<double> ratios;
  std::vector<double> widths;
  for (const std::size_t pairs : {7U, 28U, 112U}) {
    while (ratios.size() < pairs) ratios.push_back(std::exp(normal(random, 0.05)));
    const Interval interval = median_interval(ratios, 1);
    widths.push_back(interval.high - interval.low);
  }
  EXPECT_LT(widths[1], widths[0]);
  EXPECT_LT(widths[2], widths[1]);
}

TEST(MedianInterval, IsNotWidenedMuchByOneOutlier) {
  const std::vector<double> quiet{0.98, 0.99, 1.0, 1.0, 1.01, 1.02, 1.03};
  auto disturbed = quiet;
  disturbed.back() = 5;
  EXPECT_LT(median_interval(disturbed, 1).high, 1.2);
}

TEST(Median, IsTheMiddleOne) {
  EXPECT_EQ(median({3}), 3);
  EXPECT_EQ(median({9, 1, 5}), 5);
  EXPECT_EQ(median({8, 2, 4, 1}), 3);
}

std::vector<double> some_ratios() {
  const auto hundredths = *rc::gen::container<std::vector<int>>(*rc::gen::inRange(1, 40), rc::gen::inRange(1, 1000));
  std::vector<double> ratios;
  for (const int value : hundredths) ratios.push_back(value / 100.0);
  return ratios;
}

RC_GTEST_PROP(MedianInterval, IsTheSameForTheSameFigures, ()) {
  const auto ratios = some_ratios();
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const Interval once = median_interval(ratios, seed);
  const Interval again = median_interval(ratios, seed);
  RC_ASSERT(once.low == again.low);
  RC_ASSERT(once.high == again.high);
}

RC_GTEST_PROP(MedianInterval, ScalesWithItsFigures, ()) {
  const auto ratios = some_ratios();
  auto doubled = ratios;
  for (double& ratio : doubled) ratio *= 2;
  const Interval once = median_interval(ratios, 1);
  const Interval twice = median_interval(doubled, 1);
  RC_ASSERT(std::abs(twice.low / once.low - 2) < 1e-9);
  RC_ASSERT(std::abs(twice.high / once.high - 2) < 1e-9);
}

RC_GTEST_PROP(MedianInterval, IsThePointWhereAllFiguresAreTheSame, ()) {
  const double ratio = *rc::gen::inRange(1, 1000) / 100.0;
  const std::vector<double> ratios(*rc::gen::inRange<std::size_t>(1, 40), ratio);
  const Interval interval = median_interval(ratios, 1);
  RC_ASSERT(std::abs(interval.low / ratio - 1) < 1e-9);
  RC_ASSERT(std::abs(interval.high / ratio - 1) < 1e-9);
}

}  // namespace
}  // namespace assay::kit::measure
