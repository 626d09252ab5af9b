// Grading under reduced isolation: the same points, and a report that says what held the submission.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "greeter_lab.hpp"

namespace assay::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* wrong_for_grace =
    "#include \"lab/greeter.hpp\"\n"
    "namespace lab { std::string greet(const std::string&) { return \"Hello, Ada!\"; } }\n";

nlohmann::json graded(const Folder& submission, const std::vector<std::string>& options) {
  const Folder store;
  std::vector<std::string> words{"grade", submission.path().string(), "--lab", greeter_lab().string(), "--store",
                                 (store.path() / "evidence.db").string()};
  words.insert(words.end(), options.begin(), options.end());
  const auto [ran, report] = run_assay_with_report(words);
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  return report;
}

TEST(GradingUnderReducedIsolation, GivesTheSamePointsForTheSameReasons) {
  const Folder submission = greeter_submission(wrong_for_grace);
  const auto full = graded(submission, {});
  const auto reduced = graded(submission, {"--allow-reduced-isolation", "--always-reduced-isolation"});
  ASSERT_TRUE(full.is_object() && reduced.is_object());
  EXPECT_EQ(reduced["score"], full["score"]);
  EXPECT_EQ(verdict_of(reduced, ada), "satisfied");
  EXPECT_EQ(verdict_of(reduced, grace), "violated");
  EXPECT_EQ(case_of(reduced, grace)["actual"], case_of(full, grace)["actual"]);
  EXPECT_THAT(full["isolation"].get<std::string>(), StartsWith("full: "));
  EXPECT_THAT(reduced["isolation"].get<std::string>(), StartsWith("reduced: Landlock ABI "));
  EXPECT_EQ(reduced["suites_not_run"], nlohmann::json::array());
}

TEST(GradingUnderReducedIsolation, IsNotHadByTheOptionThatOnlyTriesIt) {
  const Ran ran = run_assay({"grade", "/nowhere", "--lab", greeter_lab().string(), "--always-reduced-isolation"});
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_THAT(ran.output, HasSubstr("--allow-reduced-isolation"));
}

}  // namespace
}  // namespace assay::test
