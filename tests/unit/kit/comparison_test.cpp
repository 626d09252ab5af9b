#include "measure/comparison.hpp"

#include <cmath>
#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "judge/scenario.hpp"
#include "judge/subject.hpp"

namespace assay::kit::measure {
namespace {

using namespace std::chrono_literals;

Question rate_at_least(double bar) {
  return {.name = "rate", .title = "calls a second", .unit = "calls/s", .more_is_better = true, .bar = bar};
}

Question cost_at_most(double times) {
  return {.name = "cost", .title = "time a call", .unit = "ns/call", .more_is_better = false, .bar = 1 / times};
}

Effort steady_machine() {
  Effort effort;
  effort.calibrate = [] { return core::Duration(1ms); };
  return effort;
}

/// Figures around `center`, each off by a few percent.
class Noisy {
 public:
  Noisy(double center, double deviation, unsigned seed) : center_(center), deviation_(deviation), random_(seed) {}
  double operator()() { return center_ * std::exp(std::normal_distribution<double>(0, deviation_)(random_)); }

 private:
  double center_;
  double deviation_;
  std::mt19937_64 random_;
};

Answer compared(const Question& question, double subject, double baseline, double deviation = 0.02,
                const Effort& effort = steady_machine()) {
  return compare(question, Noisy(subject, deviation, 1), Noisy(baseline, deviation, 2), 1, effort);
}

TEST(Comparison, IsDecidedAfterSevenPairsWhereItIsClear) {
  const Answer good = compared(rate_at_least(0.5), 100, 100);
  EXPECT_EQ(good.decision, Decision::passed);
  EXPECT_EQ(good.comparison.pairs.size(), 7U);
  EXPECT_NEAR(good.comparison.ratio, 1, 0.05);
  EXPECT_EQ(compared(rate_at_least(0.5), 30, 100).decision, Decision::failed);
}

TEST(Comparison, TakesLessForBetterWhereTheQuestionSaysSo) {
  EXPECT_EQ(compared(cost_at_most(4), 390, 100).decision, Decision::passed);
  EXPECT_EQ(compared(cost_at_most(4), 410, 100).decision, Decision::failed);
}

TEST(Comparison, TellsTwentyPercentBelowABarFromTwentyPercentAbove) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    const Noisy baseline(100, 0.05, 2 * seed);
    EXPECT_EQ(compare(rate_at_least(1), Noisy(80, 0.05, 2 * seed + 1), baseline, seed, steady_machine()).decision,
              Decision::failed);
    EXPECT_EQ(compare(rate_at_least(1), Noisy(120, 0.05, 2 * seed + 1), baseline, seed, steady_machine()).decision,
              Decision::passed);
  }
}

// At the bar itself either answer would be by chance.
TEST(Comparison, SeldomFailsWhatIsExactlyAtTheBar) {
  int failed = 0;
  int undecided = 0;
  for (unsigned seed = 0; seed < 200; ++seed) {
    const Noisy subject(100, 0.05, 2 * seed);
    const Noisy baseline(100, 0.05, 2 * seed + 1);
    const auto decision = compare(rate_at_least(1), subject, baseline, seed, steady_machine()).decision;
    if (decision == Decision::failed) ++failed;
    if (decision == Decision::undecided) ++undecided;
  }
  EXPECT_LE(failed, 20);
  EXPECT_GE(undecided, 150);
}

TEST(Comparison, IsUndecidedAfterTheMostPairs) {
  const Answer answer = compared(rate_at_least(1), 100, 100, 0.3);
  EXPECT_EQ(answer.decision, Decision::undecided);
  EXPECT_EQ(answer.comparison.pairs.size(), 31U);
}

TEST(Comparison, BeginsNoPairBeyondTheFewestOnceItsTimeIsOver) {
  Effort effort = steady_machine();
  effort.longest = core::Duration::zero();
  const Answer unclear = compared(rate_at_least(1), 100, 100, 0.3, effort);
  EXPECT_EQ(unclear.decision, Decision::undecided);
  EXPECT_EQ(unclear.comparison.pairs.size(), 7U);
  EXPECT_EQ(compared(rate_at_least(1), 50, 100, 0.02, effort).decision, Decision::failed);
}

TEST(Comparison, MeasuresInTheOrderABBA) {
  std::string order;
  const auto subject = [&] { return order += 's', 1.0; };
  const auto baseline = [&] { return order += 'b', 1.0; };
  (void)compare(rate_at_least(0.5), subject, baseline, 1, steady_machine());
  EXPECT_EQ(order, "sbbssbbssbbssb");
}

TEST(Comparison, IgnoresWhatSlowsAWholePairDown) {
  double speed = 1;
  const auto subject = [&] { return speed *= 0.8, 120 * speed; };
  const auto baseline = [&] { return 100 * speed; };
  EXPECT_EQ(compare(rate_at_least(0.9), subject, baseline, 1, steady_machine()).decision, Decision::passed);
}

TEST(Comparison, MeasuresAPairAgainDuringWhichTheMachineChanged) {
  int asked = 0;
  Effort effort;
  // The third pair's end finds the machine 20 % slower, and so it stays.
  effort.calibrate = [&] { return core::Duration(++asked <= 3 ? 1000us : 1200us); };
  int measured = 0;
  const Answer answer = compare(rate_at_least(0.5), [&] { return ++measured, 1.0; }, [] { return 1.0; }, 1, effort);
  EXPECT_EQ(answer.decision, Decision::passed);
  EXPECT_EQ(answer.noisy_pairs, 1U);
  EXPECT_EQ(answer.comparison.pairs.size(), 7U);
  EXPECT_EQ(measured, 8);
}

TEST(Comparison, IsUndecidedOnAMachineThatNeverSettles) {
  int asked = 0;
  Effort effort;
  effort.calibrate = [&] { return core::Duration(++asked % 2 == 0 ? 1000us : 1300us); };
  const Answer answer = compare(rate_at_least(0.5), [] { return 1.0; }, [] { return 1.0; }, 1, effort);
  EXPECT_EQ(answer.decision, Decision::undecided);
  EXPECT_TRUE(answer.comparison.pairs.empty());
  EXPECT_THROW(conclude(rate_at_least(0.5), answer), Inconclusive);
  EXPECT_TRUE(take_case_result().comparisons.empty());
}

TEST(Comparison, IsUndecidedWithFewerThanSevenPairs) {
  int asked = 0;
  Effort effort;
  // Four pairs are well; then it never settles.
  effort.calibrate = [&] { return core::Duration(++asked <= 5 || asked % 2 == 1 ? 1000us : 1300us); };
  const Answer answer = compare(rate_at_least(0.5), [] { return 1.0; }, [] { return 1.0; }, 1, effort);
  EXPECT_EQ(answer.comparison.pairs.size(), 4U);
  EXPECT_EQ(answer.decision, Decision::undecided);
}

TEST(Comparison, TakesAFigureThatIsNoneForTheJudgesFault) {
  const Figure one = [] { return 1.0; };
  EXPECT_THROW((void)compare(rate_at_least(1), [] { return 0.0; }, one, 1, steady_machine()), JudgeFault);
  EXPECT_THROW((void)compare(rate_at_least(1), one, [] { return std::nan(""); }, 1, steady_machine()), JudgeFault);
}

TEST(Conclusion, RecordsTheComparisonAndItsMetric) {
  conclude(rate_at_least(0.5), compared(rate_at_least(0.5), 100, 100));
  const auto result = take_case_result();
  ASSERT_EQ(result.comparisons.size(), 1U);
  EXPECT_EQ(result.comparisons[0].bar, 0.5);
  EXPECT_EQ(result.comparisons[0].pairs.size(), 7U);
  EXPECT_EQ(result.metrics.at("rate"), result.comparisons[0].ratio);
}

TEST(Conclusion, SaysWhatWasWantedAndWhatWasMeasured) {
  try {
    conclude(rate_at_least(0.5), compared(rate_at_least(0.5), 31, 100));
    FAIL() << "a violation was expected";
  } catch (const Violation& violation) {
    EXPECT_EQ(violation.expected, "at least 0.5 of the reference's calls a second");
    EXPECT_THAT(violation.actual, testing::MatchesRegex("0\\.3. \\(between 0\\.[23]. and 0\\.3. over 7 pairs\\)"));
  }
  EXPECT_EQ(take_case_result().comparisons.size(), 1U);
}

TEST(Conclusion, CountsInTimesWhereLessIsBetter) {
  const Question question = cost_at_most(4);
  EXPECT_EQ(expected_by(question), "at most 4 times the reference's time a call");
  EXPECT_THAT(describe(question, compared(question, 800, 100)),
              testing::MatchesRegex("[78]\\... times \\(between [78]\\... and [78]\\... over 7 pairs\\)"));
}

TEST(Conclusion, IsInconclusiveWhereItIsUndecided) {
  EXPECT_THROW(conclude(rate_at_least(1), compared(rate_at_least(1), 100, 100, 0.3)), Inconclusive);
  (void)take_case_result();
}

}  // namespace
}  // namespace assay::kit::measure
