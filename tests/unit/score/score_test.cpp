#include "score/score.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evidence_builder.hpp"

namespace assay::score {
namespace {

using namespace core;
using testing::HasSubstr;
using testing::SizeIs;

CriterionScore only(const Criterion& row, const std::vector<Record>& grading) {
  const Score total = score(Rubric{{row}}, grading);
  EXPECT_TRUE(total.graded) << total.not_graded_because;
  return total.criteria.at(0);
}

std::string fault(const Criterion& row, const std::vector<Record>& grading) {
  const Score total = score(Rubric{{row}}, grading);
  return total.graded ? "none" : total.not_graded_because;
}

Grading two_cases(Verdict first, Verdict second) {
  Grading grading;
  grading.built().suite("public", {"A", "B"}).result("public", "A", first).result("public", "B", second);
  return grading;
}

const Criterion all = criterion(CriterionRule::all_or_nothing, 1001, {"case:public/*"});
const Criterion share = criterion(CriterionRule::proportional, 1001, {"case:public/*"});

TEST(AllOrNothing, EarnsAllWhereEveryPieceIsSatisfied) {
  const auto scored = only(all, two_cases(Verdict::satisfied, Verdict::satisfied).finish());
  EXPECT_EQ(scored.earned, Points{1001});
  EXPECT_EQ(scored.verdict, Verdict::satisfied);
  EXPECT_EQ(scored.possible, Points{1001});
}

TEST(AllOrNothing, LosesAllToOneViolationThoughAnotherPieceIsUndecided) {
  const auto scored = only(all, two_cases(Verdict::violated, Verdict::inconclusive).finish());
  EXPECT_EQ(scored.earned, Points{});
  EXPECT_EQ(scored.open, Points{});
  EXPECT_EQ(scored.verdict, Verdict::violated);
  ASSERT_THAT(scored.reasons, SizeIs(2));
  EXPECT_EQ(scored.reasons[0].evidence, "case:public/A");
  EXPECT_EQ(scored.reasons[0].record, 4U);
  EXPECT_EQ(scored.reasons[0].lost, Points{1001});
  EXPECT_EQ(scored.reasons[0].summary, "expected one; got two");
  EXPECT_EQ(scored.reasons[1].lost, Points{});
}

TEST(AllOrNothing, StaysOpenWhereAPieceIsUndecided) {
  const auto scored = only(all, two_cases(Verdict::satisfied, Verdict::inconclusive).finish());
  EXPECT_EQ(scored.open, Points{1001});
  EXPECT_EQ(scored.verdict, Verdict::inconclusive);
  EXPECT_EQ(only(all, two_cases(Verdict::satisfied, Verdict::not_graded).finish()).verdict, Verdict::not_graded);
}

TEST(Proportional, CutsSharesWithoutAResidue) {
  const auto scored = only(share, two_cases(Verdict::satisfied, Verdict::violated).finish());
  EXPECT_EQ(scored.earned, Points{500});
  EXPECT_EQ(scored.reasons.at(1).lost, Points{501});
  const auto other = only(share, two_cases(Verdict::violated, Verdict::inconclusive).finish());
  EXPECT_EQ(other.reasons.at(0).lost, Points{500});
  EXPECT_EQ(other.open, Points{501});
}

TEST(Weighted, GivesEachPieceItsEntrysWeightAndTheFirstEntrysWhereTwoAskForIt) {
  Criterion row = criterion(CriterionRule::weighted, 400, {"case:public/A", "case:public/*"});
  row.weights = {{"case:public/A", 3}};
  EXPECT_EQ(only(row, two_cases(Verdict::satisfied, Verdict::violated).finish()).earned, Points{300});
  row.evidence = {"case:public/*", "case:public/A"};
  EXPECT_EQ(only(row, two_cases(Verdict::satisfied, Verdict::violated).finish()).earned, Points{200});
}

TEST(Manual, IsLeftOpen) {
  const auto scored = only(criterion(CriterionRule::manual, 500, {}), Grading().built().suite("public", {}).finish());
  EXPECT_EQ(scored.open, Points{500});
  EXPECT_EQ(scored.verdict, Verdict::not_graded);
}

Criterion banded() {
  Criterion row = criterion(CriterionRule::bands, 1000, {"metric:public/A/ratio"});
  row.bands = {{"Excellent", 0.9, Points{1000}}, {"Good", 0.5, Points{600}}, {"Rest", 0, Points{100}}};
  return row;
}

std::vector<Record> measured(double ratio, Verdict verdict = Verdict::satisfied) {
  return Grading().built().suite("public", {"A"}).result("public", "A", verdict, {{"ratio", ratio}}).finish();
}

TEST(Bands, TakeTheFirstThresholdThatIsReached) {
  EXPECT_EQ(only(banded(), measured(0.9)).band, "Excellent");
  EXPECT_EQ(only(banded(), measured(0.9)).verdict, Verdict::satisfied);
  const auto good = only(banded(), measured(0.8999));
  EXPECT_EQ(good.band, "Good");
  EXPECT_EQ(good.earned, Points{600});
  EXPECT_EQ(good.reasons.at(0).lost, Points{400});
  EXPECT_EQ(good.reasons.at(0).summary, "ratio = 0.8999, in the band 'Good'");
  EXPECT_EQ(only(banded(), measured(-3)).earned, Points{100});
}

TEST(Bands, GiveNothingForTheFigureOfAViolatedCaseAndStayOpenForAnUndecidedOne) {
  const auto violated = only(banded(), measured(0.95, Verdict::violated));
  EXPECT_EQ(violated.earned, Points{});
  EXPECT_EQ(violated.reasons.at(0).lost, Points{1000});
  EXPECT_EQ(only(banded(), measured(0.95, Verdict::inconclusive)).open, Points{1000});
}

TEST(Bands, AreAGradersFaultWhereNoFigureWasRecorded) {
  const auto grading = Grading().built().suite("public", {"A"}).result("public", "A", Verdict::satisfied, {{"other", 1}}).finish();
  EXPECT_EQ(fault(banded(), grading), "the rubric's criterion 'c': the case 'A' recorded no figure 'ratio'");
}

TEST(Score, LosesEveryCriterionOfCasesToAFailedBuildButNotItsChecks) {
  Grading grading({"public", "hidden"});
  grading.add(BuildFinished{.status = BuildStatus::failed, .message = "no rule to make 'x'"});
  const auto records = grading.finding("cb-clock", Verdict::satisfied).analysed().finish();
  const auto cases = only(criterion(CriterionRule::proportional, 900, {"case:hidden/*", "check:cb-clock"}), records);
  EXPECT_EQ(cases.earned, Points{});
  ASSERT_THAT(cases.reasons, SizeIs(1));
  EXPECT_EQ(cases.reasons[0].evidence, "build");
  EXPECT_EQ(cases.reasons[0].record, 2U);
  EXPECT_EQ(cases.reasons[0].lost, Points{900});
  EXPECT_EQ(cases.reasons[0].summary, "the build failed: no rule to make 'x'");
  EXPECT_EQ(only(criterion(CriterionRule::proportional, 900, {"check:cb-clock"}), records).earned, Points{900});
  EXPECT_EQ(only(criterion(CriterionRule::manual, 900, {}), records).open, Points{900});
  EXPECT_EQ(only(banded(), records).earned, Points{});
}

TEST(Score, LosesNothingToAnInstrumentedBuildThatFailed) {
  Grading grading;
  grading.built().add(BuildFinished{.variant = "ThreadSanitizer", .status = BuildStatus::failed});
  const auto records = grading.suite("public", {"A"}).result("public", "A", Verdict::satisfied).finish();
  EXPECT_EQ(only(criterion(CriterionRule::proportional, 900, {"case:public/A"}), records).earned, Points{900});
}

TEST(Score, LosesEverythingToARefusedSourceButWhatAPersonDecides) {
  const auto records = Grading().add(SourceRefused{"too_many_files", "6000 files, 5000 allowed"}).finish();
  const auto cases = only(all, records);
  EXPECT_EQ(cases.reasons.at(0).evidence, "source");
  EXPECT_EQ(cases.reasons.at(0).summary, "the submission was refused: 6000 files, 5000 allowed");
  EXPECT_EQ(only(criterion(CriterionRule::proportional, 900, {"check:cb-clock"}), records).reasons.at(0).lost, Points{900});
  EXPECT_EQ(only(criterion(CriterionRule::manual, 900, {}), records).open, Points{900});
}

TEST(Score, LeavesASuiteThatTheMachineCouldNotRunOpenAndTakesNothingOfIt) {
  auto grading = Grading({"public", "network"}).built().suite("public", {"A"}).result("public", "A", Verdict::satisfied);
  const auto records = grading.suite("network", {"N", "M"}).result("network", "N", Verdict::violated)
                           .add(SuiteNotRun{"network", "there is no network"}).finish();
  const auto network = only(criterion(CriterionRule::proportional, 900, {"case:network/*"}), records);
  EXPECT_EQ(network.open, Points{900});
  EXPECT_EQ(network.verdict, Verdict::not_graded);
  EXPECT_EQ(network.reasons.at(0).summary, "not looked at: the suite 'network' could not be run: there is no network");
  EXPECT_EQ(only(criterion(CriterionRule::proportional, 900, {"case:public/*"}), records).earned, Points{900});
}

TEST(Score, LeavesASuiteThatWasNotToRunOpen) {
  const auto records = two_cases(Verdict::satisfied, Verdict::violated).finish();
  const auto hidden = only(criterion(CriterionRule::proportional, 900, {"case:hidden/*"}), records);
  EXPECT_EQ(hidden.open, Points{900});
  EXPECT_EQ(hidden.verdict, Verdict::not_graded);
  EXPECT_EQ(hidden.reasons.at(0).summary, "not looked at: the suite 'hidden' was no part of this grading");
  EXPECT_EQ(only(criterion(CriterionRule::proportional, 900, {"case:public/*", "case:hidden/*"}), records).open, Points{900});
  EXPECT_EQ(only(criterion(CriterionRule::all_or_nothing, 900, {"case:public/A", "case:hidden/*"}), records).open, Points{900});
  EXPECT_EQ(only(criterion(CriterionRule::all_or_nothing, 900, {"case:public/B", "case:hidden/*"}), records).open, Points{});
}

TEST(Score, LeavesChecksThatWereNotReachedOpen) {
  Grading grading;
  grading.built().suite("public", {}).finding("cb-clock", Verdict::violated);
  const auto early = Grading(grading).analysed("the memory limit of 2GiB").finish();
  EXPECT_EQ(only(criterion(CriterionRule::proportional, 900, {"check:cb-lock"}), early).open, Points{900});
  EXPECT_EQ(only(criterion(CriterionRule::proportional, 900, {"check:cb-*"}), early).open, Points{900});
  EXPECT_EQ(only(criterion(CriterionRule::proportional, 900, {"check:cb-clock"}), early).reasons.at(0).lost, Points{900});
  const auto never = Grading().built().suite("public", {}).finish();
  EXPECT_EQ(only(criterion(CriterionRule::proportional, 900, {"check:cb-clock"}), never).open, Points{900});
}

TEST(Score, IsNotGradedAfterAGradersFault) {
  const auto ok = two_cases(Verdict::satisfied, Verdict::satisfied);
  EXPECT_EQ(fault(all, Grading(ok).finish()), "none");
  EXPECT_EQ(fault(all, Grading(ok).add(StageFailed{"judge", "no broker"}).finish()), "judge: no broker");
  EXPECT_EQ(fault(all, Grading(ok).add(StageFailed{"judge", "no broker"}).finish(false)), "judge: no broker");
  EXPECT_EQ(fault(all, Grading(ok).finish(false)), "the grading was not finished");
  EXPECT_EQ(fault(all, {}), "the records do not begin a grading");
  EXPECT_EQ(fault(all, Grading({"public", "hidden"}).built().suite("public", {}).finish()), "the suite 'hidden' was to run and did not");
  EXPECT_EQ(fault(all, Grading().built().suite("public", {"A"}).finish()), "the suite 'public' gave no result for its case 'A'");
  EXPECT_EQ(fault(all, Grading().built().suite("public", {}).result("public", "A", Verdict::satisfied).finish()),
            "the suite 'public' gave a result for 'A', which it has not");
}

TEST(Score, IsNotGradedWhereTheRubricNamesNothing) {
  const auto records = two_cases(Verdict::satisfied, Verdict::satisfied).analysed().finish();
  EXPECT_EQ(fault(criterion(CriterionRule::proportional, 1, {"case:public/C*"}), records),
            "the rubric's criterion 'c': case:public/C* names no case of its suite");
  EXPECT_EQ(fault(criterion(CriterionRule::proportional, 1, {"check:cb-clock"}), records),
            "the rubric's criterion 'c': check:cb-clock names no check that reported");
}

TEST(Score, AddsUpThoughItIsNotGraded) {
  const Score total = score(Rubric{{all, share}}, {});
  EXPECT_FALSE(total.graded);
  EXPECT_EQ(total.possible, Points{2002});
  EXPECT_EQ(total.open, Points{2002});
  EXPECT_THAT(total.criteria, SizeIs(2));
}

TEST(Score, GoesByTheLaterRecordOfACaseMeasuredAgain) {
  auto records = two_cases(Verdict::satisfied, Verdict::inconclusive).result("public", "B", Verdict::satisfied).finish();
  EXPECT_EQ(only(all, records).earned, Points{1001});
}

TEST(Score, KeepsAReasonOnOneLine) {
  CaseResult result{.suite = "public", .name = "A", .verdict = Verdict::violated, .expected = "a\nb", .actual = "c\td"};
  const auto records = Grading().built().suite("public", {"A"}).add(CaseFinished{result}).finish();
  EXPECT_EQ(only(all, records).reasons.at(0).summary, "expected a b; got c d");
}

}  // namespace
}  // namespace assay::score
