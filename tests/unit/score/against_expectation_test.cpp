#include "score/against_expectation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evidence_builder.hpp"

namespace assay::score {
namespace {

using core::Verdict;
using testing::ElementsAre;
using testing::IsEmpty;

core::Score earning(std::int64_t hundredths) {
  core::Score score;
  score.graded = true;
  score.earned = core::Points{hundredths};
  return score;
}

std::vector<core::Record> one_of_two_violated() {
  return Grading().built().suite("public", {"A", "B"}).result("public", "A", Verdict::violated)
      .result("public", "B", Verdict::satisfied).finish();
}

TEST(AgainstExpectation, NamesEachVerdictAndTheScoreThatDiffer) {
  const core::Expectation expected{.title = "x", .score = core::Points{300}, .verdicts = {{"case:public/B", Verdict::violated}},
                                   .unsettled = {}, .overlay_of = {}};
  EXPECT_THAT(differences(expected, earning(200), observed_verdicts(one_of_two_violated())),
              ElementsAre("it earns 2 points, expected were 3", "case:public/A is violated, expected was satisfied",
                          "case:public/B is satisfied, expected was violated"));
}

TEST(AgainstExpectation, TakesAnyVerdictOfWhatIsUnsettledButNotItsAbsence) {
  const core::Expectation expected{.title = "x", .score = core::Points{200}, .verdicts = {},
                                   .unsettled = {"case:public/A", "case:public/B"}, .overlay_of = {}};
  EXPECT_THAT(differences(expected, earning(200), observed_verdicts(one_of_two_violated())), IsEmpty());
  const auto other = Grading().built().suite("public", {"A"}).result("public", "A", Verdict::satisfied).finish();
  EXPECT_THAT(differences(expected, earning(200), observed_verdicts(other)),
              ElementsAre("case:public/B may have any verdict, but this grading has no such evidence"));
}

TEST(AgainstExpectation, DoesNotTakeAnInstrumentedBuildForTheBuild) {
  const auto records = Grading().built().add(core::BuildFinished{.variant = "ThreadSanitizer", .status = core::BuildStatus::failed}).finish();
  EXPECT_EQ(observed_verdicts(records).at("build"), Verdict::satisfied);
}

}  // namespace
}  // namespace assay::score
