// What a lab grants its programs, and what an operator grants a lab, through the real commands.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include "greeter_lab.hpp"

namespace assay::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

// The file's folder; what assay would not believe in a folder of ours, it would not elsewhere.
Folder operator_saying(const std::string& content) {
  Folder folder;
  folder.write("operator.toml", content);
  fs::permissions(folder.path() / "operator.toml", fs::perms{0644});
  return folder;
}

Ran check_under(const Folder& chosen) {
  const Folder submission = greeter_reference();
  return run_assay({"check", submission.path().string(), "--lab", greeter_lab().string(), "--operator",
                    (chosen.path() / "operator.toml").string()});
}

// The greeter lab's subject has 128MiB and 16 processes.
TEST(Operator, LetsALabAtTheCeilingsBeGraded) {
  const Ran ran = check_under(operator_saying("[limits.subject]\nmemory = \"128MiB\"\nprocesses = 16\n[program]\nallow = []\n"));
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("10 of 10 points"));
}

TEST(Operator, RefusesALabAboveThemBeforeAnythingRuns) {
  const Ran ran = check_under(operator_saying("[limits.subject]\nmemory = \"127MiB\"\n"));
  EXPECT_EQ(ran.exit_code, 3) << ran.output;
  EXPECT_THAT(ran.output, AllOf(HasSubstr("lab.toml:"), HasSubstr("[limits.subject] memory: 128MiB is above the 127MiB"),
                                HasSubstr("operator.toml:2:10)")));
}

TEST(Operator, CannotBePassedOverByABrokenFile) {
  EXPECT_EQ(check_under(operator_saying("[limits.subject]\nmemroy = \"127MiB\"\n")).exit_code, 4);
  const Folder writable = operator_saying("");
  fs::permissions(writable.path() / "operator.toml", fs::perms{0666});
  const Ran ran = check_under(writable);
  EXPECT_EQ(ran.exit_code, 4);
  EXPECT_THAT(ran.output, HasSubstr("may be written by others"));
}

TEST(Operator, IsNamedWhereALabIsShown) {
  const Folder chosen = operator_saying("[suite]\nwall = \"1h\"\n");
  const Ran ran = run_assay({"--operator", (chosen.path() / "operator.toml").string(), "lab", "show", "circuit-breaker"});
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(ran.output, AllOf(HasSubstr("within the ceilings of " + (chosen.path() / "operator.toml").string()),
                                HasSubstr("loopback-network"), HasSubstr("open_files"), HasSubstr("inodes")));
}

// One lab for all that a judge may ask for, as each version of a lab is built.
Folder lab_whose_judge_asks() {
  Folder lab;
  lab.copy(greeter_lab());
  std::ofstream(lab.path() / "lab.toml", std::ios::app) << "\n[[program]]\nid = \"greeter\"\n";
  lab.write("judge/public/second_test.cpp", R"(#include <gtest/gtest.h>
#include "judge/live_subject.hpp"
using assay::kit::LiveOptions, assay::kit::LiveSubject;
TEST(Asks, ForAllThatIsGranted) { LiveSubject subject(LiveOptions{}); }
TEST(Asks, ForANetwork) {
  LiveOptions options;
  options.endpoints = {8080};
  LiveSubject subject(options);
}
TEST(Asks, ForMoreMemory) {
  LiveOptions options;
  options.limits.memory.count += 1;
  LiveSubject subject(options);
}
)");
  return lab;
}

Ran check_case(const Folder& lab, const std::string& name) {
  const Folder submission = greeter_reference();
  Ran ran = run_assay({"check", submission.path().string(), "--lab", lab.path().string(), "--case", name});
  // As it was before it was wrapped.
  std::istringstream words(std::exchange(ran.output, {}));
  for (std::string word; words >> word;) ran.output += word + ' ';
  return ran;
}

TEST(Grant, AJudgeThatAsksForMoreThanItsLabGrantsIsABadLabAndIsToldTheKey) {
  const Folder lab = lab_whose_judge_asks();
  const Ran within = check_case(lab, "Asks.ForAllThatIsGranted");
  EXPECT_EQ(within.exit_code, 0) << within.output;
  const Ran network = check_case(lab, "Asks.ForANetwork");
  EXPECT_EQ(network.exit_code, 3) << network.output;
  EXPECT_THAT(network.output, AllOf(HasSubstr("'greeter'"), HasSubstr("add `allow = [\"loopback-network\"]`")));
  const Ran memory = check_case(lab, "Asks.ForMoreMemory");
  EXPECT_EQ(memory.exit_code, 3) << memory.output;
  EXPECT_THAT(memory.output, HasSubstr("raise `memory`"));
}

}  // namespace
}  // namespace assay::test
