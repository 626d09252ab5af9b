// Build files are programs, and hostile ones too.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "greeter_lab.hpp"

namespace assay::test {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;

constexpr const char* wrong_answer =
    "#include \"lab/greeter.hpp\"\nnamespace lab { std::string greet(const std::string&) { return \"no\"; } }\n";

constexpr const char* honest_target = R"(
add_library(greeter greeter.cpp)
target_compile_features(greeter PUBLIC cxx_std_20)
target_include_directories(greeter PUBLIC contract/include)
)";

// Grades a submission with a wrong answer and this CMakeLists.txt; gives the report.
nlohmann::json grade_build(const std::string& cmake) {
  Folder submission = greeter_submission(wrong_answer);
  submission.write("CMakeLists.txt", "cmake_minimum_required(VERSION 3.25)\nproject(greeter LANGUAGES CXX)\n" + cmake);
  Folder store;
  const auto [ran, report] = run_assay_with_report({"grade", submission.path().string(), "--lab", greeter_lab().string(),
                                                    "--store", (store.path() / "evidence.db").string()});
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_EQ(report.at("graded"), true) << ran.output;
  EXPECT_EQ(report.at("score").at("earned"), "0") << ran.output;
  return report;
}

TEST(BuildAttack, AnHonestBuildOfAWrongAnswerEarnsNothing) {
  EXPECT_EQ(grade_build(honest_target).at("build").at("status"), "succeeded");
}

TEST(BuildAttack, PrintingAPassingRunWhileConfiguringEarnsNothing) {
  const auto report = grade_build(std::string(honest_target) +
                                  "message(STATUS \"[  PASSED  ] 2 tests.\")\n"
                                  "file(WRITE ${CMAKE_BINARY_DIR}/results.json \"{\\\"score\\\": 10}\")\n");
  EXPECT_EQ(report.at("build").at("status"), "succeeded");
}

TEST(BuildAttack, FailingToConfigureIsTheStudentsFact) {
  EXPECT_EQ(grade_build("message(FATAL_ERROR \"broken\")").at("build").at("status"), "failed");
}

TEST(BuildAttack, AMissingTargetIsExplained) {
  const auto report = grade_build("add_library(other greeter.cpp)");
  EXPECT_EQ(report.at("build").at("status"), "failed");
  EXPECT_THAT(report.at("build").at("log").get<std::string>(), testing::HasSubstr("declares no target 'greeter'"));
}

TEST(BuildAttack, AMissingBuildFileIsExplained) {
  Folder submission = greeter_submission(wrong_answer);
  fs::remove(submission.path() / "CMakeLists.txt");
  const auto [ran, report] = run_assay_with_report({"check", submission.path().string(), "--lab", greeter_lab().string()});
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_EQ(report.at("build").at("status"), "failed");
  EXPECT_THAT(report.at("build").at("message").get<std::string>(), testing::HasSubstr("no CMakeLists.txt in its topmost folder"));
}

TEST(Build, TheSubmissionIsTheTopmostProjectAsWhereAStudentBuildsIt) {
  Folder submission = greeter_reference();
  submission.write("CMakeLists.txt",
                   "cmake_minimum_required(VERSION 3.16)\nproject(greeter LANGUAGES CXX)\n"
                   "add_library(greeter ${CMAKE_SOURCE_DIR}/greeter.cpp)\n"
                   "target_compile_features(greeter PUBLIC cxx_std_20)\n"
                   "target_include_directories(greeter PUBLIC ${CMAKE_SOURCE_DIR}/contract/include)\n");
  const auto [ran, report] = run_assay_with_report({"check", submission.path().string(), "--lab", greeter_lab().string()});
  EXPECT_EQ(report.at("score").at("earned"), "10") << ran.output;
}

TEST(Build, ASharedLibraryIsFoundWhereTheSubjectRuns) {
  Folder submission = greeter_reference();
  submission.write("CMakeLists.txt",
                   "cmake_minimum_required(VERSION 3.16)\nproject(greeter LANGUAGES CXX)\n"
                   "add_library(greeter SHARED greeter.cpp)\n"
                   "target_compile_features(greeter PUBLIC cxx_std_20)\n"
                   "target_include_directories(greeter PUBLIC contract/include)\n");
  const auto [ran, report] = run_assay_with_report({"check", submission.path().string(), "--lab", greeter_lab().string()});
  EXPECT_EQ(report.at("score").at("earned"), "10") << ran.output;
}

TEST(BuildAttack, HangingWhileConfiguringRunsIntoItsLimit) {
  const auto report = grade_build("execute_process(COMMAND sleep 1000)");
  EXPECT_EQ(report.at("build").at("status"), "limit");
}

TEST(BuildAttack, KillingTheToolsIsTheStudentsFact) {
  const auto report = grade_build("execute_process(COMMAND sh -c \"kill -9 -1; kill -9 $PPID; kill -9 1\")");
  EXPECT_THAT(report.at("build").at("status"), AnyOf("failed", "limit"));
}

TEST(BuildAttack, ALinkInPlaceOfTheProgramIsNotFollowed) {
  const auto report = grade_build(std::string(honest_target) + R"(
file(REMOVE_RECURSE ${CMAKE_BINARY_DIR}/out)
file(CREATE_LINK /usr/bin ${CMAKE_BINARY_DIR}/out SYMBOLIC)
add_custom_target(plant ALL COMMAND true)
macro(add_executable name)
  add_custom_target(${name})
endmacro()
macro(set_target_properties)
endmacro()
macro(target_link_libraries)
endmacro()
)");
  EXPECT_THAT(report.at("build").at("status"), AnyOf("failed", "no_subject"));
}

TEST(BuildAttack, AScriptInPlaceOfTheProgramEarnsNothing) {
  grade_build(std::string(honest_target) + R"(
file(WRITE ${CMAKE_BINARY_DIR}/out/subject-subject "#!/bin/sh\necho '[  PASSED  ] 2 tests.'\nexit 0\n")
macro(add_executable name)
  add_custom_target(${name})
endmacro()
macro(set_target_properties)
endmacro()
macro(target_link_libraries)
endmacro()
)");
}

TEST(BuildAttack, TheContractAndTheHostCannotBeReplaced) {
  Folder submission = greeter_submission(wrong_answer);
  submission.write("contract/include/lab/greeter.hpp", "#error the student's own contract was used\n");
  submission.write("contract/host/main.cpp", "int main() { return 0; }\n");
  Folder store;
  const auto [ran, report] = run_assay_with_report({"grade", submission.path().string(), "--lab", greeter_lab().string(),
                                                    "--store", (store.path() / "evidence.db").string()});
  EXPECT_EQ(report.at("build").at("status"), "succeeded") << ran.output;
  EXPECT_EQ(report.at("score").at("earned"), "0");
}

TEST(BuildAttack, WritingOutsideTheBuildFolderIsRefused) {
  const auto report = grade_build(std::string(honest_target) + R"(
foreach(place / /usr/bin /submission /assay /etc /assay/project)
  execute_process(COMMAND touch ${place}/assay-was-here RESULT_VARIABLE refused ERROR_QUIET)
  if(refused EQUAL 0)
    message(FATAL_ERROR "wrote to ${place}")
  endif()
endforeach()
)");
  EXPECT_EQ(report.at("build").at("status"), "succeeded") << report.at("build").dump(2);
}

TEST(BuildAttack, ThereIsNoNetworkWhileBuilding) {
  const auto report = grade_build(std::string(honest_target) + R"(
file(DOWNLOAD "http://127.0.0.1:1/x" ${CMAKE_BINARY_DIR}/x STATUS status TIMEOUT 2)
list(GET status 0 code)
if(code EQUAL 0)
  message(FATAL_ERROR "downloaded")
endif()
execute_process(COMMAND sh -c "cat /proc/net/dev | tail -n +3 | cut -d: -f1 | tr -d ' '" OUTPUT_VARIABLE interfaces)
string(STRIP "${interfaces}" interfaces)
if(NOT interfaces STREQUAL "lo")
  message(FATAL_ERROR "interfaces: ${interfaces}")
endif()
)");
  EXPECT_EQ(report.at("build").at("status"), "succeeded") << report.at("build").dump(2);
}

}  // namespace
}  // namespace assay::test
