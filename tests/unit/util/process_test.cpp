#include "util/process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace assay::util {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

ProcessRequest shell(const std::string& script, core::Duration wall = 20s) {
  return {.program = "sh", .arguments = {"-c", script}, .wall = wall, .environment = {}, .on_line = {}};
}

TEST(RunProcess, GivesTheExitCodeAndWhatWasPrinted) {
  const auto ran = run_process(shell("echo out; echo err >&2; exit 7"), {});
  ASSERT_TRUE(ran) << ran.error().message;
  EXPECT_EQ(ran->exit_code, 7);
  EXPECT_THAT(ran->output, HasSubstr("out\n"));
  EXPECT_THAT(ran->output, HasSubstr("err\n"));
}

TEST(RunProcess, TellsASignalFromAnExit) {
  const auto ran = run_process(shell("kill -9 $$"), {});
  ASSERT_TRUE(ran) << ran.error().message;
  EXPECT_EQ(ran->exit_code, 128 + 9);
}

TEST(RunProcess, KeepsTheEndOfAFlood) {
  const auto ran = run_process(shell("head -c 1000000 /dev/zero | tr '\\0' x; echo the end"), {});
  ASSERT_TRUE(ran) << ran.error().message;
  EXPECT_LE(ran->output.size(), 64U * 1024);
  EXPECT_TRUE(ran->output.ends_with("the end\n"));
}

TEST(RunProcess, DeliversLinesFromThePipe) {
  std::vector<std::string> lines;
  auto request = shell("printf 'one\\ntwo\\nlast' >&3");
  request.on_line = [&](std::string_view line) { lines.emplace_back(line); };
  ASSERT_TRUE(run_process(request, {}));
  EXPECT_THAT(lines, ElementsAre("one", "two", "last"));
}

TEST(RunProcess, LetsTheProgramInheritWhatIsListedAndNothingElse) {
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const int listed = ::fcntl(ends[1], F_DUPFD_CLOEXEC, 60);
  const int unlisted = ::fcntl(ends[1], F_DUPFD, 61);
  auto request = shell("echo yes >/proc/self/fd/60; test ! -e /proc/self/fd/61");
  request.inherited = {listed};
  const auto ran = run_process(request, {});
  ASSERT_TRUE(ran) << ran.error().message;
  EXPECT_EQ(ran->exit_code, 0);
  char said[4] = {};
  EXPECT_EQ(::read(ends[0], said, sizeof said), 4);
  EXPECT_EQ(::fcntl(listed, F_GETFD), FD_CLOEXEC) << "what else we start does not get it";
  for (const int descriptor : {ends[0], ends[1], listed, unlisted}) ::close(descriptor);
}

TEST(RunProcess, RefusesToPassOnADescriptorThatTheProgramHasAnyway) {
  auto request = shell("true");
  request.inherited = {line_descriptor};
  EXPECT_FALSE(run_process(request, {}));
}

TEST(RunProcess, AddsToTheEnvironment) {
  auto request = shell("test \"$ASSAY_TEST\" = yes && test -n \"$PATH\"");
  request.environment = {"ASSAY_TEST=yes"};
  const auto ran = run_process(request, {});
  ASSERT_TRUE(ran);
  EXPECT_EQ(ran->exit_code, 0);
}

TEST(RunProcess, AProgramThatIsNotThereIsAnError) {
  const auto ran = run_process({.program = "no-such-program-anywhere", .arguments = {}, .wall = 5s, .environment = {}, .on_line = {}}, {});
  ASSERT_FALSE(ran);
  EXPECT_THAT(ran.error().message, HasSubstr("not installed"));
}

// The child of the child holds the pipes; it must not keep us waiting for a minute.
TEST(RunProcess, EndsAtItsWallLimitWithWhatItHasStarted) {
  const auto began = std::chrono::steady_clock::now();
  const auto ran = run_process(shell("sleep 60 & sleep 60", 300ms), {});
  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().kind, core::ErrorKind::infrastructure);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 30s);
}

TEST(RunProcess, AStopEndsItWithWhatItHasStarted) {
  std::stop_source stop;
  std::jthread stopper([&] {
    std::this_thread::sleep_for(200ms);
    stop.request_stop();
  });
  const auto began = std::chrono::steady_clock::now();
  const auto ran = run_process(shell("sleep 60 & sleep 60"), stop.get_token());
  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().kind, core::ErrorKind::interrupted);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 30s);
}

}  // namespace
}  // namespace assay::util
