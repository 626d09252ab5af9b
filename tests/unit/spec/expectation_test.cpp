#include "spec/expectation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab_folder.hpp"

namespace assay::spec {
namespace {

using core::Verdict;
using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

class LoadExpectation : public testing::Test {
 protected:
  core::Result<core::Expectation> load(std::string_view content) {
    std::filesystem::create_directories(folder_.path() / "submissions/reference-states");
    folder_.write("expected.toml", content);
    return load_expectation(folder_.path() / "expected.toml", lab_);
  }
  std::string problem(std::string_view content) {
    const auto loaded = load(content);
    return loaded ? "none" : loaded.error().message;
  }
  LabFolder folder_;
  core::LabSpec lab_ = load_lab(folder_.path()).value();
};

TEST_F(LoadExpectation, ReadsEveryKey) {
  const auto expectation = load(R"(title = "Trips one failure too late"
score = 17.25
overlay_of = "reference-states"
[verdicts]
"case:public/Breaker.Trips/0" = "violated"
"check:cb-clock" = "inconclusive"
"build" = "violated"
)");
  ASSERT_TRUE(expectation) << expectation.error().message;
  EXPECT_EQ(expectation->title, "Trips one failure too late");
  EXPECT_EQ(expectation->score, core::Points{1725});
  EXPECT_EQ(expectation->overlay_of, "reference-states");
  EXPECT_THAT(expectation->verdicts, UnorderedElementsAre(Pair("case:public/Breaker.Trips/0", Verdict::violated),
                                                          Pair("check:cb-clock", Verdict::inconclusive),
                                                          Pair("build", Verdict::violated)));
}

TEST_F(LoadExpectation, NeedsOnlyATitleAndAScore) {
  const auto expectation = load("title = \"The reference\"\nscore = \"40\"\n");
  ASSERT_TRUE(expectation) << expectation.error().message;
  EXPECT_EQ(expectation->score, core::Points{4000});
  EXPECT_EQ(expectation->overlay_of, "");
  EXPECT_TRUE(expectation->verdicts.empty());
  EXPECT_THAT(problem("title = \"x\"\n"), HasSubstr("expected.toml:1:1: score: is required and missing"));
  EXPECT_THAT(problem("score = 1\n"), HasSubstr("title: is required and missing"));
}

TEST_F(LoadExpectation, KeepsApartWhatMayHaveAnyVerdict) {
  const auto expectation = load("title = \"x\"\nscore = 1\n[verdicts]\n\"check:cb-clock\" = \"any\"\n");
  ASSERT_TRUE(expectation) << expectation.error().message;
  EXPECT_TRUE(expectation->verdicts.empty());
  EXPECT_THAT(expectation->unsettled, testing::ElementsAre("check:cb-clock"));
}

TEST_F(LoadExpectation, RefusesWhatTheLabCannotGive) {
  const std::string head = "title = \"x\"\nscore = 1\n[verdicts]\n";
  EXPECT_THAT(problem("title = \"x\"\nscore = 40.01\n"), HasSubstr("score: is more than the rubric's total of 40"));
  EXPECT_THAT(problem(head + "\"case:other/A\" = \"violated\""), HasSubstr(":4:1: verdicts: 'case:other/A': lab.toml has no such suite"));
  EXPECT_THAT(problem(head + "\"check:es-x\" = \"violated\""), HasSubstr("lab.toml enables no such check"));
  EXPECT_THAT(problem(head + "\"check:cb-*\" = \"violated\""), HasSubstr("without '*' and '?'"));
  EXPECT_THAT(problem(head + "\"metric:public/A/b\" = \"violated\""), HasSubstr("a metric has no verdict"));
  EXPECT_THAT(problem(head + "\"check:cb-clock\" = \"satisfied\""), HasSubstr("what is not named is satisfied"));
  EXPECT_THAT(problem(head + "\"check:cb-clock\" = 3"), HasSubstr("expected \"violated\""));
  EXPECT_THAT(problem("title = \"x\"\nscore = 1\nverdict = 1"), HasSubstr("did you mean 'verdicts'?"));
}

TEST_F(LoadExpectation, LiesOnlyOverAReferenceThatIsThere) {
  const std::string head = "title = \"x\"\nscore = 1\noverlay_of = ";
  EXPECT_EQ(problem(head + "\"reference-states\""), "none");
  EXPECT_THAT(problem(head + "\"other\""), HasSubstr(":3:14: overlay_of: expected a folder of submissions/"));
  EXPECT_THAT(problem(head + "\"reference/../other\""), HasSubstr("overlay_of: expected a folder of submissions/"));
  EXPECT_THAT(problem(head + "\"reference-gone\""), HasSubstr("overlay_of: there is no submissions/reference-gone"));
}

}  // namespace
}  // namespace assay::spec
