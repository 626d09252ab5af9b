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

}  // namespace
}  // namespace assay::kit
