#include "judge/scenario.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <gtest/gtest-spi.h>

namespace assay::kit {
namespace {

core::CaseResult result_of(const Scenario& scenario) {
  testing::TestPartResultArray expected_failures;
  {
    const testing::ScopedFakeTestPartResultReporter captured(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &expected_failures);
    judge_scenario({.title = "title", .read = {}}, scenario);
  }
  return take_case_result();
}

TEST(Scenario, CutsWhatAProgramMayHaveWritten) {
  const std::string huge(1 << 20, 'x');
  const auto result = result_of([&](Recorder& recorder, std::uint64_t) {
    recorder.step({}, "call 1", huge);
    for (int i = 0; i < 100; ++i) record_output(huge);
    throw Violation{"less", huge};
  });
  EXPECT_EQ(result.expected, "less");
  EXPECT_LT(result.actual.size(), 5'000U);
  EXPECT_THAT(result.actual, testing::EndsWith(" bytes more]"));
  ASSERT_EQ(result.steps.size(), 1U);
  EXPECT_LT(result.steps[0].what.size(), 5'000U);
  EXPECT_TRUE(result.steps[0].culprit);
  EXPECT_LT(result.output.size(), 300'000U);
}

TEST(Scenario, EndsOneThatAProgramKeepsGoing) {
  const auto result = result_of([](Recorder& recorder, std::uint64_t) {
    while (true) recorder.step({}, "call 1", "asks again");
  });
  EXPECT_EQ(result.expected, "the scenario comes to an end");
  EXPECT_LT(result.steps.size(), 2'100U);
  EXPECT_THAT(result.steps.front().what, testing::HasSubstr("18001 earlier steps are left out"));
  EXPECT_TRUE(result.steps.back().culprit);
}

core::OperationHistory history_of(std::string title) {
  return {.title = std::move(title), .operations = {{"client 1", {}, core::Duration(1), "load", std::string(10'000, 'x'), true}}};
}

TEST(Scenario, ShowsTheHistoryOfTheScenarioThatIsViolated) {
  testing::TestPartResultArray expected_failures;
  {
    const testing::ScopedFakeTestPartResultReporter captured(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &expected_failures);
    judge_scenario({.title = "title", .read = {}}, [](Recorder&, std::uint64_t seed) {
      record_history(history_of("seed " + std::to_string(seed)));
      if (seed == 2) throw Violation{"an order", "none"};
    }, 3);
  }
  const auto result = take_case_result();
  ASSERT_TRUE(result.history.has_value());
  EXPECT_EQ(result.history->title, "seed 2");
  EXPECT_LT(result.history->operations[0].output.size(), 400U);
}

TEST(Scenario, ShowsNoHistoryWhereNoneIsViolatedNorOfAnotherScenario) {
  judge_scenario({.title = "title", .read = {}}, [](Recorder&, std::uint64_t) { record_history(history_of("fine")); });
  EXPECT_FALSE(take_case_result().history.has_value());
  const auto first = play_scenario([](Recorder&) {
    record_history(history_of("first"));
    throw Violation{"a", "b"};
  });
  const auto second = play_scenario([](Recorder&) { throw Violation{"a", "b"}; });
  EXPECT_EQ(first.history->title, "first");
  EXPECT_FALSE(second.history.has_value());
}

TEST(Scenario, ShowsTheHistoryOfOneThatIsInconclusive) {
  judge_scenario({.title = "title", .read = {}}, [](Recorder&, std::uint64_t) {
    record_history(history_of("unclear"));
    throw Inconclusive{"an order", "not decided"};
  });
  const auto result = take_case_result();
  EXPECT_EQ(result.verdict, core::Verdict::inconclusive);
  EXPECT_EQ(result.history->title, "unclear");
}

}  // namespace
}  // namespace assay::kit
