#include "report/grading_report.hpp"

#include <gmock/gmock.h>

#include "sample_gradings.hpp"

namespace assay::report {
namespace {

std::vector<core::ScenarioStep> steps(std::size_t count, std::size_t culprit) {
  std::vector<core::ScenarioStep> made(count);
  if (culprit < count) made[culprit].culprit = true;
  return made;
}

TEST(GradingReport, FindsTheEvidenceThatAReasonNames) {
  const auto report = sample::small_grading().report();
  const auto& criteria = report.score.criteria;
  const auto* judged = report.find_case(criteria.at(1).reasons.at(0).record);
  ASSERT_NE(judged, nullptr);
  EXPECT_EQ(judged->fact.name, "Breaker.HalfOpenAdmitsOneProbe");
  const auto* finding = report.find_finding(criteria.at(2).reasons.at(0).record);
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->check, "cb-clock");
  EXPECT_EQ(report.find_case(0), nullptr);
  EXPECT_EQ(report.find_finding(criteria.at(1).reasons.at(0).record), nullptr);
}

TEST(GradingReport, TakesTheLastOfTwoGradings) {
  auto grading = sample::small_grading();
  const auto later = sample::failed_build();
  grading.records.insert(grading.records.end(), later.records.begin(), later.records.end());
  grading.score = later.score;
  const auto report = grading.report();
  EXPECT_TRUE(report.cases.empty());
  EXPECT_TRUE(report.findings.empty());
  ASSERT_TRUE(report.build.has_value());
  EXPECT_EQ(report.build->fact.status, core::BuildStatus::failed);
  EXPECT_EQ(report.lab_title, "Circuit breaker");
  EXPECT_EQ(report.score.criteria.size(), 2U);
}

TEST(GradingReport, KeepsTheLastWordOnACaseAndOnACheck) {
  auto grading = sample::small_grading();
  core::CaseResult again{.suite = "public", .name = "Breaker.HalfOpenAdmitsOneProbe"};
  again.verdict = core::Verdict::satisfied;
  grading.records.push_back({20, {}, core::CaseFinished{again}});
  grading.records.push_back({21, {}, core::CheckReported{{"cb-clock", core::Verdict::satisfied, "", {}}}});
  const auto report = grading.report();
  ASSERT_EQ(report.cases.size(), 2U);
  EXPECT_EQ(report.cases.at(1).record, 20U);
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings.front().fact.verdict, core::Verdict::satisfied);
}

TEST(GradingReport, PrefersTheScoresWordOnWhyNothingIsGraded) {
  auto grading = sample::not_graded();
  EXPECT_THAT(grading.report().not_graded_because(), testing::StartsWith("judge: starting the judge"));
  grading.score.not_graded_because = "the suite 'public' was to run and did not";
  EXPECT_EQ(grading.report().not_graded_because(), grading.score.not_graded_because);
}

TEST(GradingReport, HasAReasonEvenWhereNobodyGaveOne) {
  EXPECT_EQ(assemble({}, {}, {}).not_graded_because(), "the grading was ended before all of its stages had run");
  EXPECT_EQ(sample::small_grading().report().not_graded_because(), "");
}

TEST(MostTellingSteps, AreAllOfThemWhereTheyFit) {
  const auto all = steps(10, 3);
  const auto window = most_telling_steps(all, 10);
  EXPECT_EQ(window.steps.size(), 10U);
  EXPECT_EQ(window.earlier + window.later, 0U);
}

TEST(MostTellingSteps, AreTheLastOnesWhereNoneIsTheCulprit) {
  const auto all = steps(11, 11);
  const auto window = most_telling_steps(all, 10);
  EXPECT_EQ(window.earlier, 1U);
  EXPECT_EQ(window.later, 0U);
}

TEST(MostTellingSteps, AlwaysHoldTheCulprit) {
  for (std::size_t culprit = 0; culprit < 40; ++culprit) {
    const auto all = steps(40, culprit);
    const auto window = most_telling_steps(all, 10);
    EXPECT_EQ(window.earlier + window.steps.size() + window.later, 40U);
    EXPECT_EQ(window.steps.size(), 10U);
    EXPECT_TRUE(std::ranges::any_of(window.steps, &core::ScenarioStep::culprit)) << culprit;
  }
}

}  // namespace
}  // namespace assay::report
