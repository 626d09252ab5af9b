// A lab with more than one program: which are built, and what becomes of a suite whose own
// cannot be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "greeter_lab.hpp"

namespace assay::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

// The greeter lab, its second case in a suite of an instrumented program.
Folder lab_with_two_programs() {
  Folder lab;
  lab.copy(greeter_lab());
  fs::create_directories(lab.path() / "judge/watched");
  fs::rename(lab.path() / "judge/public/second_test.cpp", lab.path() / "judge/watched/second_test.cpp");
  std::ofstream(lab.path() / "lab.toml", std::ios::app) << R"(
[[program]]
id = "plain"

[[program]]
id = "watched"
sanitizer = "thread"

[[suite]]
id = "watched"
title = "With many eyes"
visibility = "public"
program = "watched"
)";
  lab.write("rubric.toml", R"([rubric]
total = 10

[[criterion]]
id = "ada"
title = "Greets Ada"
points = 6
rule = "all-or-nothing"
evidence = ["case:public/*"]

[[criterion]]
id = "grace"
title = "Greets Grace"
points = 4
rule = "all-or-nothing"
evidence = ["case:watched/*"]
)");
  return lab;
}

// Builds as long as nobody instruments it.
Folder uninstrumentable() {
  Folder submission = greeter_reference();
  std::ofstream(submission.path() / "CMakeLists.txt", std::ios::app)
      << "\nif(ASSAY_SANITIZER)\n  message(FATAL_ERROR \"not with me\")\nendif()\n";
  return submission;
}

TEST(Programs, OnlyTheSuiteLosesWhoseInstrumentedProgramDoesNotBuild) {
  const Folder lab = lab_with_two_programs();
  const Folder submission = uninstrumentable();
  Folder store;
  const auto [ran, report] =
      run_assay_with_report({"grade", submission.path().string(), "--lab", lab.path().string(), "--store",
                             (store.path() / "evidence.db").string()});
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_EQ(report.at("build").at("status"), "succeeded");
  EXPECT_EQ(report.at("instrumented_builds").at(0).at("status"), "failed");
  EXPECT_THAT(report.at("instrumented_builds").at(0).at("log").get<std::string>(), HasSubstr("not with me"));
  EXPECT_EQ(report.at("score").at("earned"), "6");
  const auto lost = case_of(report, "Second.NamesSomeoneElse");
  EXPECT_EQ(lost.at("verdict"), "violated");
  EXPECT_THAT(lost.at("actual").get<std::string>(), HasSubstr("there is no program to run: built with ThreadSanitizer"));
}

// The contract's client asks zlib, and the host's main asks the client.
Folder lab_with_a_client() {
  Folder lab;
  lab.copy(greeter_lab());
  fs::create_directories(lab.path() / "contract/client");
  lab.write("contract/client/client.hpp", "#pragma once\nnamespace client { bool works(); }\n");
  lab.write("contract/client/client.cpp", "#include \"client/client.hpp\"\n#include <zlib.h>\n"
                                          "namespace client { bool works() { return *zlibVersion() == '1'; } }\n");
  lab.write("contract/host/client_check.cpp", "#include \"client/client.hpp\"\n#include <cstdlib>\n"
                                              "const bool checked = (client::works() ? void() : std::abort(), true);\n");
  std::ofstream(lab.path() / "lab.toml", std::ios::app)
      << "\n[[program]]\nid = \"plain\"\nsources = [\"client\"]\nlink = [\"z\"]\n";
  return lab;
}

TEST(Programs, HaveFurtherSourcesOfTheContractAndSystemLibraries) {
  const Folder lab = lab_with_a_client();
  const Folder submission = greeter_reference();
  const Folder store;
  const auto [ran, report] =
      run_assay_with_report({"grade", submission.path().string(), "--lab", lab.path().string(), "--store",
                             (store.path() / "evidence.db").string()});
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_EQ(report.at("build").at("status"), "succeeded") << report.at("build");
  EXPECT_EQ(report.at("score").at("earned"), "10");
}

TEST(Programs, ASystemLibraryThatIsMissingIsNoStudentsFault) {
  const Folder lab = lab_with_a_client();
  std::ofstream(lab.path() / "lab.toml", std::ios::app) << "[[program]]\nid = \"other\"\nlink = [\"no-such-library\"]\n";
  const Folder submission = greeter_reference();
  const Ran ran = run_assay({"check", submission.path().string(), "--lab", lab.path().string()});
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.output, HasSubstr("no-such-library"));
}

TEST(Programs, ACaseIsReplayedWithoutBuildingWhatItDoesNotNeed) {
  const Folder lab = lab_with_two_programs();
  const Folder submission = uninstrumentable();
  const auto [ran, report] = run_assay_with_report(
      {"check", submission.path().string(), "--lab", lab.path().string(), "--case", "Greeting.*"});
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_EQ(report.at("instrumented_builds").size(), 0U);
  EXPECT_EQ(verdict_of(report, "Greeting.NamesWhoIsGreeted"), "satisfied");
  EXPECT_EQ(verdict_of(report, "Second.NamesSomeoneElse"), "absent");
}

TEST(Programs, ASuiteIsCheckedAloneAndTheOthersPointsStayOpen) {
  const Folder lab = lab_with_two_programs();
  const Folder submission = uninstrumentable();
  const std::vector<std::string> check{"check", submission.path().string(), "--lab", lab.path().string(), "--suite"};
  auto one = check;
  one.emplace_back("public");
  const auto [ran, report] = run_assay_with_report(one);
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_EQ(report.at("score").at("earned"), "6");
  EXPECT_EQ(report.at("score").at("open"), "4");
  EXPECT_EQ(report.at("instrumented_builds").size(), 0U);
  auto none = check;
  none.emplace_back("nonesuch");
  EXPECT_EQ(run_assay(none).exit_code, 2);
}

TEST(Programs, ACaseThatNoSuiteHasIsBadUsage) {
  const Folder submission = greeter_reference();
  const Ran ran = run_assay({"check", submission.path().string(), "--lab", greeter_lab().string(), "--case", "No.Such"});
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_THAT(ran.output, HasSubstr("has a case 'No.Such'"));
}

TEST(Page, IsWrittenWhereItIsAskedFor) {
  const Folder submission = greeter_reference();
  Folder place;
  const Ran ran = run_assay({"check", submission.path().string(), "--lab", greeter_lab().string(), "--html",
                             (place.path() / "new/report").string()});
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  std::ifstream page(place.path() / "new/report/index.html");
  const std::string content{std::istreambuf_iterator<char>(page), {}};
  EXPECT_THAT(content, HasSubstr("Content-Security-Policy"));
  EXPECT_THAT(content, HasSubstr("Greeting.NamesWhoIsGreeted"));
}

}  // namespace
}  // namespace assay::test
