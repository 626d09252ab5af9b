// Attacks on the grader itself: on the judge's reading of the wire, on what is taken out of
// a build, and on the machine that it leaves behind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "greeter_lab.hpp"

namespace assay::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

nlohmann::json grade(const Folder& submission) {
  Folder store;
  const auto [ran, report] = run_assay_with_report({"grade", submission.path().string(), "--lab", greeter_lab().string(),
                                                    "--store", (store.path() / "evidence.db").string()});
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_EQ(report.at("graded"), true) << ran.output;
  return report;
}

// Takes the socket over before the host is there, and so knows every token: answers Grace
// as the host would, and Ada with `answer`, a statement that fills `events`.
Folder speaks_for_itself(const std::string& answer) {
  return greeter_submission(R"cpp(
#include "lab/greeter.hpp"

#include <cstdint>
#include <string>
#include <vector>
#include <unistd.h>

namespace {

std::string u32(std::uint32_t n) { return {char(n), char(n >> 8), char(n >> 16), char(n >> 24)}; }
std::string text(const std::string& t) { return u32(std::uint32_t(t.size())) + t; }
std::string event(int kind, std::uint32_t call, const std::string& payload) {
  return std::string(1, char(kind)) + u32(call) + text("") + text(payload);
}

void take(void* to, std::size_t size) {
  for (char* at = static_cast<char*>(to); size > 0;) {
    const auto count = ::read(3, at, size);
    if (count <= 0) ::_exit(0);
    at += count;
    size -= std::size_t(count);
  }
}

const bool taken_over = [] {
  while (true) {
    std::uint32_t length = 0;
    take(&length, sizeof length);
    std::string command(length, '\0');
    take(command.data(), length);
    std::vector<std::string> events;
    if (command.find("Grace") != command.npos) events = {event(2, 1, "Hello, Grace!")};
    if (command.find("Ada") != command.npos) { )cpp" + answer + R"cpp( }
    std::string report = command.substr(1, 8) + u32(std::uint32_t(events.size()));
    for (const auto& one : events) report += one;
    report = text(report);
    if (::write(3, report.data(), report.size()) != ssize_t(report.size())) ::_exit(0);
  }
  return true;
}();

}  // namespace

namespace lab { std::string greet(const std::string&) { return {}; } }
)cpp");
}

void expect_adas_protocol_broken(const std::string& answer, const std::string& why) {
  const auto report = grade(speaks_for_itself(answer));
  EXPECT_EQ(case_of(report, ada).at("end"), "subject_broke_protocol");
  EXPECT_THAT(case_of(report, ada).at("actual").get<std::string>(), HasSubstr(why));
  EXPECT_EQ(verdict_of(report, grace), "satisfied");
  EXPECT_EQ(report.at("score").at("earned"), "4");
}

TEST(RedTeam, AnAnswerForACallThatWasNotMadeIsNoAnswer) {
  expect_adas_protocol_broken(R"(events = {event(2, 7, "Hello, Ada!")};)", "call 7, which was not to go on");
}

TEST(RedTeam, AReportThatPassesTheCallOverIsNoAnswer) {
  expect_adas_protocol_broken("", "said nothing of call 1");
}

TEST(RedTeam, AnAnswerOfAMegabyteDoesNotFillTheReport) {
  const auto report = grade(speaks_for_itself("events = {event(3, 1, std::string(1'000'000, '\\xff'))};"));
  EXPECT_EQ(verdict_of(report, ada), "violated");
  EXPECT_LT(case_of(report, ada).dump().size(), 50'000U);
}

// Grades a build that runs this shell script and never makes the program itself.
nlohmann::json grade_script(const std::string& script) {
  Folder submission = greeter_reference();
  submission.write("attack.sh", script);
  submission.write("CMakeLists.txt", R"(
cmake_minimum_required(VERSION 3.25)
project(greeter LANGUAGES CXX)
add_library(greeter greeter.cpp)
execute_process(COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/attack.sh WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
macro(add_executable name)
  add_custom_target(${name})
endmacro()
macro(set_target_properties)
endmacro()
macro(target_link_libraries)
endmacro()
)");
  return grade(submission);
}

TEST(RedTeam, AFileThatIsNoProgramIsTheStudentsFault) {
  for (const std::string content : {"no program", "#!/nowhere"}) {
    const auto report = grade_script("mkdir out && echo '" + content + "' > out/subject-subject");
    EXPECT_EQ(report.at("build").at("status"), "succeeded");
    EXPECT_EQ(report.at("score").at("earned"), "0");
    EXPECT_THAT(case_of(report, ada).at("actual").get<std::string>(), HasSubstr("could not be executed"));
  }
}

// TMPDIR of the programs that are run, for one test.
class TemporaryFiles {
 public:
  TemporaryFiles() { ::setenv("TMPDIR", folder_.path().c_str(), 1); }
  TemporaryFiles(const TemporaryFiles&) = delete;
  TemporaryFiles& operator=(const TemporaryFiles&) = delete;
  ~TemporaryFiles() { ::unsetenv("TMPDIR"); }
  [[nodiscard]] bool empty() const { return fs::is_empty(folder_.path()); }

 private:
  Folder folder_;
};

TEST(RedTeam, WhatABuildLeavesIsRemovedHoweverDeepOrLocked) {
  (void)greeter_lab();  // made elsewhere, as it outlives this test
  const TemporaryFiles temporary;
  const auto report = grade_script(R"(
perl -e 'for (1..3000) { mkdir "level"; chdir "level"; } mkdir "locked", 0;'
mkdir -p locked/inner && touch locked/inner/file && chmod 0 locked/inner locked
mkfifo pipe
ln -s / root
)");
  EXPECT_EQ(report.at("build").at("status"), "no_subject");
  EXPECT_TRUE(temporary.empty());
}

}  // namespace
}  // namespace assay::test
