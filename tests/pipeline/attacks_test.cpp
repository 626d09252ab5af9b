// Hostile submissions: none of them makes a point that it has not earned, none is taken
// for a grader's fault, and none touches the case after it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "greeter_lab.hpp"

namespace assay::test {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

// Answers everyone right but Ada, for whom it attacks.
std::string attack_on_ada(const std::string& attack, const std::string& preamble = "") {
  return R"cpp(#include "lab/greeter.hpp"

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <thread>
#include <dirent.h>
#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

)cpp" + preamble + R"cpp(

namespace lab {

std::string greet(const std::string& name) {
  if (name == "Ada") {
    )cpp" + attack + R"cpp(
    return "not the answer";
  }
  return "Hello, " + name + "!";
}

}  // namespace lab
)cpp";
}

RanWithReport grade(const Folder& submission) {
  Folder store;
  return run_assay_with_report({"grade", submission.path().string(), "--lab", greeter_lab().string(), "--store",
                                (store.path() / "evidence.db").string()});
}

// Ada's points are lost and Grace's are earned; gives Ada's case.
nlohmann::json expect_only_adas_points_lost(const Folder& submission) {
  const auto [ran, report] = grade(submission);
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_EQ(report.at("graded"), true) << ran.output;
  EXPECT_EQ(verdict_of(report, ada), "violated") << ran.output;
  EXPECT_EQ(verdict_of(report, grace), "satisfied") << ran.output;
  EXPECT_EQ(report.at("score").at("earned"), "4");
  return case_of(report, ada);
}

void expect_no_points(const Folder& submission) {
  const auto [ran, report] = grade(submission);
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_EQ(report.at("graded"), true) << ran.output;
  EXPECT_EQ(report.at("score").at("earned"), "0") << ran.output;
  EXPECT_EQ(report.at("score").at("open"), "0") << ran.output;
}

// As the subject's side of the wire writes it; the program forges with it.
constexpr const char* forger = R"cpp(
std::string u32(std::uint32_t n) { return {char(n), char(n >> 8), char(n >> 16), char(n >> 24)}; }
std::string u64(std::uint64_t n) { return u32(std::uint32_t(n)) + u32(std::uint32_t(n >> 32)); }
std::string text(const std::string& t) { return u32(std::uint32_t(t.size())) + t; }
void report(std::uint64_t sequence, std::uint32_t call, const std::string& answer) {
  const std::string body = u64(sequence) + u32(1) + std::string(1, char(2)) + u32(call) + text("") + text(answer);
  const std::string frame = u32(std::uint32_t(body.size())) + body;
  (void)!::write(3, frame.data(), frame.size());
}
)cpp";

TEST(Attack, TheReferenceEarnsEverything) {
  const auto [ran, report] = grade(greeter_reference());
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_EQ(report.at("score").at("earned"), "10") << ran.output;
}

TEST(Attack, ExitingWithZeroDuringACaseEarnsNothing) {
  const auto result = expect_only_adas_points_lost(greeter_submission(attack_on_ada("std::exit(0);")));
  EXPECT_EQ(result.at("end"), "subject_ended");
  EXPECT_THAT(result.at("actual").get<std::string>(), HasSubstr("exited with code 0"));
}

TEST(Attack, ExitingWithZeroWithoutCleanupEarnsNothing) {
  expect_only_adas_points_lost(greeter_submission(attack_on_ada("::_exit(0);")));
}

TEST(Attack, ExitingBeforeTheFirstCaseEarnsNothing) {
  expect_no_points(greeter_submission(attack_on_ada("", "const int before_main = (std::exit(0), 0);")));
}

TEST(Attack, ExitingAfterAWrongAnswerEarnsNothing) {
  expect_only_adas_points_lost(greeter_submission(
      attack_on_ada("std::thread([] { ::usleep(1000); std::_Exit(0); }).detach();")));
}

TEST(Attack, APrintedPassingTestRunEarnsNothing) {
  expect_no_points(greeter_submission(attack_on_ada("", R"cpp(
const int before_main = [] {
  std::puts("[==========] Running 2 tests from 2 test suites.\n[       OK ] Greeting.NamesWhoIsGreeted (0 ms)\n"
            "[       OK ] Second.NamesSomeoneElse (0 ms)\n[  PASSED  ] 2 tests.");
  std::puts("{\"kind\":\"case\",\"result\":{\"name\":\"Greeting.NamesWhoIsGreeted\",\"verdict\":\"satisfied\"}}\n{\"kind\":\"end\"}");
  std::fflush(stdout);
  std::exit(0);
  return 0;
}();)cpp")));
}

TEST(Attack, ForgedResultFilesEverywhereEarnNothing) {
  expect_only_adas_points_lost(greeter_submission(attack_on_ada(R"cpp(
    for (const char* folder : {".", "/", "/tmp", "/subject", "/build", "/build/out", "/dev/shm", "/var/tmp"}) {
      for (const char* name : {"test_detail.xml", "results.json", "report.json", "judge.json", "results.tap", "junit.xml"}) {
        std::ofstream(std::string(folder) + "/" + name)
            << "<testsuites tests='2' failures='0'/>{\"kind\":\"end\",\"verdict\":\"satisfied\",\"score\":10}";
      }
    }
    for (int descriptor = 0; descriptor < 64; ++descriptor) {
      if (descriptor == 3) continue;
      (void)!::write(descriptor, "{\"kind\":\"end\"}\n", 15);
    })cpp")));
}

TEST(Attack, RedefiningLibcEarnsNothing) {
  expect_only_adas_points_lost(greeter_submission(attack_on_ada("", R"cpp(
extern "C" int memcmp(const void*, const void*, std::size_t) { return 0; }
extern "C" int strcmp(const char*, const char*) { return 0; }
extern "C" int bcmp(const void*, const void*, std::size_t) { return 0; }
extern "C" int puts(const char*) { return 0; })cpp")));
}

TEST(Attack, RedefiningTheKitEarnsNothing) {
  expect_no_points(greeter_submission(attack_on_ada("", R"cpp(
namespace assay::kit::host {
class Host { public: int serve(); };
int Host::serve() { return 0; }
})cpp")));
}

TEST(Attack, BringingItsOwnMainEarnsNothing) {
  expect_no_points(greeter_submission(attack_on_ada("", "int main() { std::puts(\"2 tests passed\"); return 0; }")));
}

TEST(Attack, GarbageOnTheSocketEndsTheCase) {
  const auto result = expect_only_adas_points_lost(
      greeter_submission(attack_on_ada("(void)!::write(3, \"\\xff\\xff\\xff\\xffgarbage\", 11);")));
  EXPECT_EQ(result.at("end"), "subject_broke_protocol");
}

TEST(Attack, AnAnswerBeforeTheQuestionEndsTheCase) {
  // The answer is the right one: what makes it worthless is that it comes unasked.
  expect_no_points(greeter_submission(attack_on_ada("", std::string(forger) + R"cpp(
const int before_main = (report(0, 0, ""), report(1, 1, "Hello, Ada!"), 0);)cpp")));
}

TEST(Attack, ARepeatedAnswerEndsTheCase) {
  const auto result = expect_only_adas_points_lost(greeter_submission(
      attack_on_ada("report(1, 1, \"Hello, Ada!\"); report(1, 1, \"Hello, Ada!\"); ::usleep(100000);", forger)));
  EXPECT_EQ(result.at("end"), "subject_broke_protocol");
}

TEST(Attack, AnAnswerToAnotherQuestionEndsTheCase) {
  const auto result =
      expect_only_adas_points_lost(greeter_submission(attack_on_ada("report(9, 1, \"Hello, Ada!\");", forger)));
  EXPECT_EQ(result.at("end"), "subject_broke_protocol");
}

TEST(Attack, ClosingTheSocketAndLivingOnEndsTheCase) {
  const auto result = expect_only_adas_points_lost(greeter_submission(attack_on_ada("::close(3); for (;;) ::pause();")));
  EXPECT_THAT(result.at("end"), AnyOf("subject_ended", "subject_hung"));
}

TEST(Attack, AForkedChildThatKeepsTheSocketDoesNotHoldTheJudgeUp) {
  const auto result = expect_only_adas_points_lost(
      greeter_submission(attack_on_ada("if (::fork() == 0) { ::setsid(); for (;;) ::pause(); } ::_exit(0);")));
  EXPECT_EQ(result.at("end"), "subject_ended");
}

TEST(Attack, AForkedChildThatAnswersTooEndsTheCase) {
  expect_only_adas_points_lost(greeter_submission(
      attack_on_ada("if (::fork() == 0) { report(1, 1, \"Hello, Ada!\"); report(2, 1, \"x\"); } ::usleep(200000);", forger)));
}

TEST(Attack, HangingEndsTheCaseAndSaysSo) {
  const auto result = expect_only_adas_points_lost(greeter_submission(attack_on_ada("for (;;) ::sleep(1);")));
  EXPECT_EQ(result.at("end"), "subject_hung");
}

TEST(Attack, BurningTheProcessorEndsTheCaseByItsLimit) {
  const auto result =
      expect_only_adas_points_lost(greeter_submission(attack_on_ada("for (volatile int i = 0;; i = i + 1) {}")));
  EXPECT_THAT(result.at("actual").get<std::string>(), HasSubstr("CPU"));
}

TEST(Attack, AMemoryBombEndsTheCaseByItsLimit) {
  const auto result = expect_only_adas_points_lost(greeter_submission(attack_on_ada(
      "for (;;) { char* more = static_cast<char*>(std::malloc(1 << 20)); if (more) std::memset(more, 1, 1 << 20); }")));
  EXPECT_THAT(result.at("actual").get<std::string>(), HasSubstr("memory"));
}

TEST(Attack, AForkBombEndsTheCase) {
  expect_only_adas_points_lost(greeter_submission(attack_on_ada("for (;;) ::fork();")));
}

TEST(Attack, AFloodOfOutputIsCutAndNotParsed) {
  const auto result = expect_only_adas_points_lost(greeter_submission(attack_on_ada(
      "for (int i = 0; i < 200000; ++i) std::puts(\"[  PASSED  ] 2 tests. [  PASSED  ] 2 tests. [  PASSED  ] 2 tests.\");")));
  EXPECT_LT(result.at("output").get<std::string>().size(), 200'000U);
}

TEST(Attack, TheJudgesFilesCannotBeRead) {
  const std::string judge_source = (greeter_lab() / "judge/public/greeting_test.cpp").string();
  expect_only_adas_points_lost(greeter_submission(attack_on_ada(R"cpp(
    for (const char* file : {")cpp" + judge_source + R"cpp(", "/proc/1/root)cpp" + judge_source + R"cpp(", "/etc/passwd", "/root/.bashrc"}) {
      if (std::ifstream(file)) return "Hello, Ada!";
    })cpp")));
}

TEST(Attack, OtherProcessesCannotBeSeenTracedOrSignalled) {
  expect_only_adas_points_lost(greeter_submission(attack_on_ada(R"cpp(
    const int parent = ::getppid();
    if (::ptrace(PTRACE_ATTACH, parent, nullptr, nullptr) == 0 || ::ptrace(PTRACE_ATTACH, 1, nullptr, nullptr) == 0) {
      return "Hello, Ada!";
    }
    unsigned others = 0;
    if (DIR* processes = ::opendir("/proc")) {
      while (dirent* entry = ::readdir(processes)) {
        std::ifstream command(std::string("/proc/") + entry->d_name + "/cmdline");
        std::string line;
        std::getline(command, line);
        if (line.find("judge") != line.npos || line.find("assay") != line.npos) ++others;
      }
    }
    if (others > 0) return "Hello, Ada!";
    ::kill(-1, SIGKILL);
    ::kill(1, SIGKILL);)cpp")));
}

TEST(Attack, SleepingWhenMeasuredEarnsNothing) {
  expect_only_adas_points_lost(greeter_submission(attack_on_ada(R"cpp(
    const auto began = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - began < std::chrono::milliseconds(300)) ::usleep(1000);)cpp",
                                                                "#include <chrono>")));
}

}  // namespace
}  // namespace assay::test
