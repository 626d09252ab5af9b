// What a caller of `assay` relies on: exit codes, the same grade every time, faults that
// are no scores.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <string>
#include <thread>

#include "greeter_lab.hpp"

namespace assay::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr const char* wrong_for_grace =
    "#include \"lab/greeter.hpp\"\n"
    "namespace lab { std::string greet(const std::string&) { return \"Hello, Ada!\"; } }\n";

std::vector<std::string> grade_arguments(const Folder& submission, const Folder& store) {
  return {"grade", submission.path().string(), "--lab", greeter_lab().string(), "--store",
          (store.path() / "evidence.db").string()};
}

std::vector<std::string> with(std::vector<std::string> arguments, const std::vector<std::string>& more) {
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

TEST(Grading, ExitsWithZeroWhateverTheScore) {
  const Folder submission = greeter_submission(wrong_for_grace);
  Folder store;
  EXPECT_EQ(run_assay(grade_arguments(submission, store)).exit_code, 0);
}

TEST(Grading, ExitsWithOneBelowTheMinimumScoreOnly) {
  const Folder submission = greeter_submission(wrong_for_grace);
  Folder store;
  EXPECT_EQ(run_assay(with(grade_arguments(submission, store), {"--min-score", "6"})).exit_code, 0);
  EXPECT_EQ(run_assay(with(grade_arguments(submission, store), {"--min-score", "6.01"})).exit_code, 1);
}

TEST(Grading, ExitsWithTwoOnBadUsage) {
  const Folder submission = greeter_reference();
  Folder store;
  for (const auto& more : std::vector<std::vector<std::string>>{
           {"--no-such-option"}, {"--min-score", "many"}, {"--deadline", "tomorrow"}, {"--commit", "abcdef"}}) {
    const Ran ran = run_assay(with(grade_arguments(submission, store), more));
    EXPECT_EQ(ran.exit_code, 2) << more.front() << "\n" << ran.output;
  }
  EXPECT_EQ(run_assay({"grade", "/no/such/place", "--lab", greeter_lab().string()}).exit_code, 2);
  EXPECT_EQ(run_assay({}).exit_code, 2);
}

TEST(Grading, ExitsWithThreeOnABadLab) {
  Folder lab;
  lab.copy(greeter_lab());
  lab.write("lab.toml", "[lab]\nid = \"x\"\ntilte = \"Typo\"\n");
  const Folder submission = greeter_reference();
  const Ran ran = run_assay({"grade", submission.path().string(), "--lab", lab.path().string()});
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.output, HasSubstr("lab.toml:3:1"));
  EXPECT_THAT(ran.output, HasSubstr("did you mean"));
}

TEST(Grading, ExitsWithThreeWhereTheJudgeDoesNotCompile) {
  Folder lab;
  lab.copy(greeter_lab());
  lab.write("judge/public/greeting_test.cpp", "#error not a judge\n");
  const Folder submission = greeter_reference();
  const Ran ran = run_assay({"grade", submission.path().string(), "--lab", lab.path().string()});
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.output, HasSubstr("not a judge"));
}

TEST(Grading, ExitsWithFourAndNoScoreWhereTheHostDoesNotAnswer) {
  Folder store;
  const auto [ran, report] = run_assay_with_report({"grade", "https://127.0.0.1:1/nobody.git", "--lab", greeter_lab().string(),
                                                    "--store", (store.path() / "evidence.db").string()});
  EXPECT_EQ(ran.exit_code, 4) << ran.output;
  EXPECT_EQ(report.at("graded"), false);
  EXPECT_TRUE(report.at("score").is_null());
}

TEST(Grading, AJudgeThatFailsIsNoScore) {
  Folder lab;
  lab.copy(greeter_lab());
  lab.write("judge/public/greeting_test.cpp",
            "#include <gtest/gtest.h>\n#include <cstdlib>\nTEST(Greeting, NamesWhoIsGreeted) { std::abort(); }\n");
  const Folder submission = greeter_reference();
  Folder store;
  const auto [ran, report] =
      run_assay_with_report({"grade", submission.path().string(), "--lab", lab.path().string(), "--store",
                             (store.path() / "evidence.db").string()});
  EXPECT_EQ(ran.exit_code, 4) << ran.output;
  EXPECT_TRUE(report.at("score").is_null());
}

TEST(Grading, TheFolderItselfIsLeftAlone) {
  const Folder submission = greeter_reference();
  const auto files = [&] {
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(submission.path())) names.insert(entry.path().string());
    return names;
  };
  const auto before = files();
  EXPECT_EQ(run_assay({"check", submission.path().string(), "--lab", greeter_lab().string()}).exit_code, 0);
  EXPECT_EQ(files(), before);
}

TEST(Check, RunsOnlyTheCaseThatIsAskedFor) {
  const Folder submission = greeter_submission(wrong_for_grace);
  const auto [ran, report] = run_assay_with_report(
      {"check", submission.path().string(), "--lab", greeter_lab().string(), "--case", "Second.*", "--seed", "1"});
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_EQ(verdict_of(report, ada), "absent");
  EXPECT_EQ(verdict_of(report, grace), "violated");
}

TEST(Check, RefusesACaseNameThatIsNone) {
  EXPECT_EQ(run_assay({"check", ".", "--lab", greeter_lab().string(), "--case", "a:b-c"}).exit_code, 2);
}

// All that is judged; what a run measures of time and memory may differ.
nlohmann::json essence(const nlohmann::json& report) {
  nlohmann::json cases = nlohmann::json::array();
  for (const auto& result : report.at("cases")) {
    cases.push_back({result.at("name"), result.at("verdict"), result.at("expected"), result.at("actual"), result.at("steps")});
  }
  return {report.at("score"), cases};
}

TEST(Determinism, TwentyGradingsAgreeHalfOfThemOnABusyMachine) {
  const Folder submission = greeter_submission(wrong_for_grace);
  nlohmann::json first;
  for (int round = 0; round < 20; ++round) {
    std::atomic<bool> enough = false;
    std::vector<std::jthread> load;
    for (unsigned i = 0; round >= 10 && i < 2 * std::thread::hardware_concurrency(); ++i) {
      load.emplace_back([&] {
        while (!enough) {
        }
      });
    }
    Folder store;
    const auto [ran, report] = run_assay_with_report(grade_arguments(submission, store));
    enough = true;
    ASSERT_EQ(ran.exit_code, 0) << ran.output;
    if (first.is_null()) first = essence(report);
    ASSERT_EQ(essence(report), first) << "round " << round;
  }
}

}  // namespace
}  // namespace assay::test
