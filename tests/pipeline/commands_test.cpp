// The commands around a grading: its evidence, another rubric for it, and the rest.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "greeter_lab.hpp"
#include "util/process.hpp"

namespace assay::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr const char* wrong_for_grace =
    "#include \"lab/greeter.hpp\"\n"
    "namespace lab { std::string greet(const std::string&) { return \"Hello, Ada!\"; } }\n";

// One grading, which earned 6 of 10 points, in a store of its own.
class RecordedGrading : public testing::Test {
 protected:
  void SetUp() override {
    const Folder submission = greeter_submission(wrong_for_grace);
    const Ran ran = run_assay({"grade", submission.path().string(), "--lab", greeter_lab().string(), "--store", store(),
                               "--submission", "ada"});
    ASSERT_EQ(ran.exit_code, 0) << ran.output;
  }
  [[nodiscard]] std::string store() const { return (folder_.path() / "evidence.db").string(); }

  Folder folder_;
};

TEST_F(RecordedGrading, IsShownStreamByStreamAndRecordByRecord) {
  const Ran streams = run_assay({"evidence", "show", "--store", store()});
  EXPECT_EQ(streams.exit_code, 0);
  EXPECT_THAT(streams.output, HasSubstr("1 grading   ada"));
  const Ran records = run_assay({"evidence", "show", "ada", "--store", store()});
  EXPECT_EQ(records.exit_code, 0);
  EXPECT_THAT(records.output, HasSubstr("grading_started"));
  EXPECT_THAT(records.output, HasSubstr("Second.NamesSomeoneElse"));
}

TEST_F(RecordedGrading, VerifiesUntilAByteOfItIsChanged) {
  EXPECT_EQ(run_assay({"evidence", "verify", "--store", store()}).exit_code, 0);
  std::string content;
  {
    std::ifstream file(store(), std::ios::binary);
    std::ostringstream all;
    all << file.rdbuf();
    content = all.str();
  }
  const auto place = content.find("\"verdict\":\"violated\"");
  ASSERT_NE(place, content.npos);
  content.replace(place, 20, "\"verdict\":\"satisfie\"");
  std::ofstream(store(), std::ios::binary) << content;
  const Ran ran = run_assay({"evidence", "verify", "--store", store()});
  EXPECT_EQ(ran.exit_code, 4) << ran.output;
}

TEST_F(RecordedGrading, IsExportedALineARecord) {
  const Ran ran = run_assay({"evidence", "export", "ada", "--store", store()});
  EXPECT_EQ(ran.exit_code, 0);
  std::istringstream lines(ran.output);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    EXPECT_TRUE(nlohmann::json::accept(line)) << line;
  }
  EXPECT_GE(count, 8U);
}

TEST_F(RecordedGrading, IsScoredAgainUnderAnotherRubricWithoutRunningAnything) {
  Folder changed;
  changed.write("rubric.toml",
                "[rubric]\ntotal = 10\n[[criterion]]\nid = \"all\"\ntitle = \"Greets\"\npoints = 10\n"
                "rule = \"proportional\"\nevidence = [\"case:public/*\"]\n");
  const Ran ran = run_assay({"rescore", "ada", "--store", store(), "--lab", greeter_lab().string(), "--rubric",
                             (changed.path() / "rubric.toml").string()});
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("6/10"));
  EXPECT_THAT(ran.output, HasSubstr("5/10"));
  EXPECT_THAT(ran.output, HasSubstr("grace"));
}

TEST(Commands, AnInterruptedGradingExitsWithFiveAndGivesNoScore) {
  const Folder submission = greeter_submission(
      "#include \"lab/greeter.hpp\"\n#include <unistd.h>\n"
      "namespace lab { std::string greet(const std::string&) { for (;;) ::sleep(1); } }\n");
  Folder store;
  // `timeout` sends SIGINT in the middle of a case that hangs, and gives assay's own exit code.
  const auto ran = util::run_process(
      {.program = "timeout",
       .arguments = {"--preserve-status", "--signal=INT", "3", (binary_folder() / "assay").string(), "grade",
                     submission.path().string(), "--lab", greeter_lab().string(), "--store",
                     (store.path() / "evidence.db").string()},
       .wall = std::chrono::minutes(5),
       .environment = {"XDG_CACHE_HOME=" + (user_folder() / "cache").string()},
       .on_line = {}},
      {});
  ASSERT_TRUE(ran) << ran.error().message;
  EXPECT_EQ(ran->exit_code, 5) << ran->output;
  EXPECT_THAT(ran->output, HasSubstr("interrupted"));
  EXPECT_THAT(ran->output, testing::Not(HasSubstr("points")));
}

TEST(Commands, ADoctorFindsThisMachineReady) {
  const Ran ran = run_assay({"doctor"});
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("Ready to grade."));
}

// Without bubblewrap, and with everything else that assay starts.
TEST(Commands, ADoctorNamesWhatIsMissingAndExitsWithFour) {
  Folder programs;
  for (const char* name : {"g++", "cmake", "ninja", "setpriv"}) {
    const fs::path usual = fs::path("/usr/bin") / name;
    if (fs::exists(usual)) fs::create_symlink(usual, programs.path() / name);
  }
  const auto ran = util::run_process({.program = binary_folder() / "assay",
                                      .arguments = {"doctor", "--json"},
                                      .wall = std::chrono::minutes(1),
                                      .environment = {"PATH=" + programs.path().string()},
                                      .on_line = {}},
                                     {});
  ASSERT_TRUE(ran) << ran.error().message;
  EXPECT_EQ(ran->exit_code, 4) << ran->output;
  const auto found = nlohmann::json::parse(ran->output, nullptr, false);
  ASSERT_FALSE(found.is_discarded()) << ran->output;
  EXPECT_EQ(found.at("ready"), false);
  std::string missing;
  for (const auto& diagnosis : found.at("diagnoses")) {
    if (diagnosis.at("group") == "Sandbox" && !diagnosis.at("well")) missing += diagnosis.at("what").get<std::string>() + ", ";
  }
  EXPECT_EQ(missing, "a whole box, bubblewrap, ");
}

TEST(Commands, AnalyseReadsCodeWithoutALab) {
  Folder folder;
  folder.write("breaker.cpp", "int main() { return 0; }\n");
  const Ran ran = run_assay({"analyse", "--json", "-I", folder.path().string(), (folder.path() / "breaker.cpp").string()});
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  const auto analysis = nlohmann::json::parse(ran.output, nullptr, false);
  ASSERT_FALSE(analysis.is_discarded()) << ran.output;
  EXPECT_EQ(analysis.at("schema"), "assay.analysis/1");
}

TEST(Commands, ChecksRunReadsAFolderWithALabsChecks) {
  const auto reference = source_folder() / "labspecs" / "circuit-breaker" / "submissions" / "reference";
  const Ran ran = run_assay({"checks", "run", "--json", "--lab", "circuit-breaker", reference.string()});
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  const auto analysis = nlohmann::json::parse(ran.output, nullptr, false);
  ASSERT_FALSE(analysis.is_discarded()) << ran.output;
  EXPECT_EQ(analysis.at("problems"), nlohmann::json::array());
  EXPECT_GE(analysis.at("units"), 2);
}

TEST(Commands, AnUnknownCheckIsAnsweredWithNearOnes) {
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{{"explain", "cb-clok"}, {"checks", "run", "--check", "cb-clok", "."}}) {
    const Ran ran = run_assay(command);
    EXPECT_EQ(ran.exit_code, 2) << ran.output;
    EXPECT_THAT(ran.output, HasSubstr("cb-clock"));
  }
}

TEST(Commands, ChecksAreListedAndExplained) {
  const Ran list = run_assay({"checks", "list", "--json"});
  const auto listed = nlohmann::json::parse(list.output, nullptr, false);
  ASSERT_FALSE(listed.is_discarded()) << list.output;
  for (const auto& check : listed.at("checks")) EXPECT_NE(check.at("title"), "");
  EXPECT_THAT(run_assay({"explain", "cb-clock"}).output, HasSubstr("Why care"));
  EXPECT_THAT(run_assay({"explain", "--markdown", "cb-clock"}).output, HasSubstr("## Why care"));
}

TEST(Commands, EveryOneOfThemHasHelp) {
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {}, {"grade"}, {"check"}, {"rescore"}, {"evidence"}, {"evidence", "show"}, {"evidence", "verify"},
           {"evidence", "export"}, {"lab"}, {"lab", "list"}, {"lab", "show"}, {"lab", "new"}, {"lab", "starter"},
           {"lab", "verify"}, {"analyse"}, {"checks"}, {"checks", "list"}, {"checks", "run"}, {"explain"}, {"sandbox"}, {"sandbox", "run"}, {"doctor"}}) {
    auto arguments = command;
    arguments.emplace_back("--help");
    EXPECT_EQ(run_assay(arguments).exit_code, 0) << (command.empty() ? "" : command.back());
  }
}

TEST(Commands, TheLabsAreListedAndShown) {
  EXPECT_THAT(run_assay({"lab", "list"}).output, HasSubstr("circuit-breaker"));
  const Ran shown = run_assay({"lab", "show", "circuit-breaker"});
  EXPECT_EQ(shown.exit_code, 0);
  EXPECT_THAT(shown.output, HasSubstr("Rubric, 100 points"));
  const Ran unknown = run_assay({"lab", "show", "no-such-lab"});
  EXPECT_EQ(unknown.exit_code, 3);
  EXPECT_THAT(unknown.output, HasSubstr("circuit-breaker"));
}

}  // namespace
}  // namespace assay::test
