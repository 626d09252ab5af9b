// Labs whose judges need a service: that they have it, what becomes of a grading without it, and that it ends with it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <signal.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "greeter_lab.hpp"
#include "service/dynamodb_local.hpp"
#include "service/engine.hpp"
#include "service/probe.hpp"
#include "service_lab.hpp"
#include "util/process.hpp"

namespace assay::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::HasSubstr;

RanWithReport graded(const fs::path& lab, const std::vector<std::string>& options = {},
                     const std::vector<std::string>& environment = {}) {
  const Folder submission = greeter_reference();
  const Folder store;
  std::vector<std::string> words{"grade", submission.path().string(), "--lab", lab.string(), "--store",
                                 (store.path() / "evidence.db").string()};
  words.insert(words.end(), options.begin(), options.end());
  return run_assay_with_report(words, environment);
}

/// Waits for it; how long does not matter.
bool comes_true(auto condition) {
  for (int tries = 0; tries < 1200; ++tries, std::this_thread::sleep_for(50ms)) {
    if (condition()) return true;
  }
  return false;
}

/// The engine under a path of the test's own, by which its processes are known among those of others.
class OwnEngine {
 public:
  OwnEngine() { fs::create_directory_symlink(service::engine_folder().value(), folder()); }
  [[nodiscard]] std::string setting() const { return std::string(service::engine_variable) + "=" + folder().string(); }
  [[nodiscard]] std::vector<pid_t> processes() const {
    std::vector<pid_t> found;
    for (const auto& entry : fs::directory_iterator("/proc")) {
      std::ifstream stream(entry.path() / "cmdline");
      const std::string words{std::istreambuf_iterator<char>(stream), {}};
      if (words.starts_with("/usr/bin/java") && words.find(folder().string()) != words.npos) {
        found.push_back(std::stoi(entry.path().filename().string()));
      }
    }
    return found;
  }

 private:
  [[nodiscard]] fs::path folder() const { return parent_.path() / "engine"; }
  Folder parent_;
};

TEST(Services, AnswerTheJudgesOfEverySuiteThatNeedsThem) {
  const OwnEngine engine;
  const auto [ran, report] = graded(service_lab(), {}, {engine.setting()});
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  for (const auto& result : report.at("cases")) EXPECT_EQ(result.at("verdict"), "satisfied") << result.dump(2);
  EXPECT_EQ(report.at("cases").size(), 6U);
  EXPECT_EQ(report.at("score").at("earned"), "10");
  EXPECT_TRUE(engine.processes().empty());
}

const std::vector<std::string> no_engine{std::string(service::engine_variable) + "=/nowhere"};

TEST(Services, ThatAreNotInstalledLeaveTheSuitesThatNeedThemOpenAndSayWhatToType) {
  const auto [ran, report] = graded(service_lab(), {}, no_engine);
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  ASSERT_EQ(report.at("suites_not_run").size(), 2U);
  const auto why = report.at("suites_not_run").at(0).at("why").get<std::string>();
  EXPECT_EQ(why, "the service 'db': DynamoDB Local 2.6.1 is not installed: there is no /nowhere; `./dev engine` in Assay's folder installs it");
  EXPECT_EQ(report.at("score").at("earned"), "4");
  EXPECT_EQ(report.at("score").at("open"), "6");
}

TEST(Services, ThatAreNotInstalledLeaveALabThatNeedsThemThroughoutNotGraded) {
  const auto [ran, report] = graded(waiting_lab(), {}, no_engine);
  EXPECT_EQ(ran.exit_code, 4) << ran.output;
  EXPECT_EQ(report.at("graded"), false);
  EXPECT_THAT(report.dump(), HasSubstr("`./dev engine` in Assay's folder installs it"));
}

TEST(Services, AreNotToBeHadUnderReducedIsolation) {
  const auto [ran, report] = graded(service_lab(), {"--allow-reduced-isolation", "--always-reduced-isolation"});
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(report.at("suites_not_run").at(0).at("why").get<std::string>(),
              HasSubstr("it needs a network of its own, which reduced isolation does not have"));
  EXPECT_EQ(report.at("score").at("open"), "6");
}

TEST(Services, ThatCannotStartAreNoStudentsFault) {
  Folder broken;
  fs::create_directories(broken.path() / "lib");
  broken.write("complete", "").write("hosts", "").write("lib/DynamoDBLocal-2.6.1.jar", "no jar");
  const auto [ran, report] = graded(service_lab(), {}, {std::string(service::engine_variable) + "=" + broken.path().string()});
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  const auto why = report.at("suites_not_run").at(0).at("why").get<std::string>();
  EXPECT_THAT(why, HasSubstr("the service 'db' exited with code 1"));
  EXPECT_THAT(why, HasSubstr("ServerRunner")) << "what Java said of it";
  EXPECT_EQ(report.at("score").at("earned"), "4");
  EXPECT_EQ(report.at("score").at("open"), "6");
}

TEST(Services, TakeTheArchiveOfClassesThatWasMadeOfThem) {
  const auto engine = service::find_engine(service::engine_folder().value());
  ASSERT_TRUE(engine) << engine.error().message;
  ASSERT_FALSE(engine->archive.empty()) << "./dev engine makes it";
  auto command = service::dynamodb_local::command_for(*engine);
  // Where it does not fit, Java does not start then.
  std::ranges::replace(command.arguments, std::string("-Xshare:auto"), std::string("-Xshare:on"));
  auto run = sandbox::Run::start(service::dynamodb_local::policy_for(*engine, 1), command);
  ASSERT_TRUE(run) << run.error().message;
  const auto sockets = run->take_connectors();
  EXPECT_TRUE(comes_true([&] { return service::answers(sockets.front(), service::dynamodb_local::port, 5s); }));
}

TEST(Services, ThatNoSuiteNeedsAreNotStarted) {
  const Folder submission = greeter_reference();
  const auto [ran, report] = run_assay_with_report(
      {"check", submission.path().string(), "--lab", service_lab().string(), "--case", "Greeting.*"}, no_engine);
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_EQ(report.at("suites_not_run").size(), 0U);
  EXPECT_EQ(verdict_of(report, ada), "satisfied");
}

TEST(Services, AreThereForOneCaseThatIsReplayed) {
  const Folder submission = greeter_reference();
  const auto [ran, report] = run_assay_with_report(
      {"check", submission.path().string(), "--lab", service_lab().string(), "--case", "Engine.StoresAnItem"});
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_EQ(verdict_of(report, "Engine.StoresAnItem"), "satisfied");
}

TEST(Services, ThatAreMissingAreNoProofOfALab) {
  const Ran ran = run_assay({"lab", "verify", service_lab().string()}, no_engine);
  EXPECT_EQ(ran.exit_code, 4);
  EXPECT_THAT(ran.output, HasSubstr("the suite 'engine' could not be run"));
  EXPECT_THAT(ran.output, HasSubstr("./dev engine"));
}

/// A grading whose judge waits, and what ends it once the engine runs. The exit code, or 128 + the signal's number.
int ended_by(const OwnEngine& engine, int signal) {
  const Folder submission = greeter_reference();
  const Folder folder;
  const fs::path pid_file = folder.path() / "pid";
  util::ProcessRequest request{.program = "sh",
                               .arguments = {"-c", "echo $$ >\"$0\"; exec \"$@\"", pid_file.string(), (binary_folder() / "assay").string(),
                                             "grade", submission.path().string(), "--lab", waiting_lab().string(), "--store",
                                             (folder.path() / "evidence.db").string()},
                               .wall = 10min,
                               .environment = {engine.setting(), "XDG_CACHE_HOME=" + (user_folder() / "cache").string()},
                               .on_line = {}};
  std::jthread killer([&] {
    EXPECT_TRUE(comes_true([&] { return !engine.processes().empty(); }));
    // Somewhere between its start and the judge's waiting.
    std::this_thread::sleep_for(2s);
    pid_t pid = 0;
    std::ifstream(pid_file) >> pid;
    ::kill(pid, signal);
  });
  const auto ran = util::run_process(request, {});
  EXPECT_TRUE(ran) << ran.error().message;
  return ran ? ran->exit_code : -1;
}

TEST(Services, AreGoneWhenAGradingIsInterrupted) {
  const OwnEngine engine;
  (void)waiting_lab();
  EXPECT_EQ(ended_by(engine, SIGINT), 5);
  EXPECT_TRUE(engine.processes().empty());
}

TEST(Services, AreGoneSoonAfterAGraderThatIsKilled) {
  const OwnEngine engine;
  EXPECT_EQ(ended_by(engine, SIGKILL), 128 + SIGKILL);
  EXPECT_TRUE(comes_true([&] { return engine.processes().empty(); }));
}

TEST(Services, ThatEndUnderASuiteLeaveTheSubmissionNotGraded) {
  const OwnEngine engine;
  const Folder submission = greeter_reference();
  std::jthread killer([&] {
    EXPECT_TRUE(comes_true([&] { return !engine.processes().empty(); }));
    std::this_thread::sleep_for(4s);
    for (const pid_t pid : engine.processes()) ::kill(pid, SIGKILL);
  });
  const auto [ran, report] = graded(waiting_lab(), {}, {engine.setting()});
  EXPECT_EQ(ran.exit_code, 4) << ran.output;
  EXPECT_THAT(report.dump(), HasSubstr("the service 'db' ended by signal SIGKILL"));
}

}  // namespace
}  // namespace assay::test
