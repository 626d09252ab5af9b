#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <thread>

#include "box_fixture.hpp"
#include "host_processes.hpp"
#include "sandbox/cgroup_layout.hpp"
#include "sandbox/session_name.hpp"

namespace assay::sandbox {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::comes_true, testing::count_processes, testing::probe_policy, testing::run_in_box;

std::vector<fs::path> session_folders(pid_t pid) {
  std::vector<fs::path> found;
  const auto layout = find_cgroup_layout();
  if (!layout) return {"no layout: " + layout.error().message};
  for (const auto& folder : layout->folders()) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      const auto name = parse_session_name(entry.path().filename().string());
      if (name && name->pid == pid) found.push_back(entry.path());
    }
  }
  return found;
}

/// The boxes that a session has now.
std::size_t count_boxes(pid_t pid) {
  std::size_t count = 0;
  for (const auto& folder : session_folders(pid)) {
    std::error_code gone;
    for (const auto& entry : fs::directory_iterator(folder, gone)) count += entry.is_directory(gone) ? 1 : 0;
  }
  return count;
}

TEST(Cleanup, EndsADaemonThatIgnoresSignalsAndHoldsTheOutput) {
  const std::string mark = "mark-daemon-" + std::to_string(getpid());
  const Outcome outcome = run_in_box(probe_policy(), {"/probes/leave_daemon", mark});
  EXPECT_EQ(outcome.end, End::exited);
  EXPECT_EQ(outcome.out, "left a daemon\n");
  EXPECT_LT(outcome.usage.wall, 1s);
  EXPECT_EQ(count_processes(mark), 0U);
  EXPECT_EQ(count_boxes(getpid()), 0U);
}

TEST(Cleanup, EndsEverythingAtTheWallLimit) {
  const std::string mark = "mark-wall-" + std::to_string(getpid());
  Policy policy = probe_policy();
  policy.limits.wall = 200ms;
  EXPECT_EQ(run_in_box(policy, {"/probes/leave_daemon", mark, "stay"}).end, End::wall_limit);
  EXPECT_EQ(count_processes(mark), 0U);
  EXPECT_EQ(count_boxes(getpid()), 0U);
}

TEST(Cleanup, StopsARunOnRequest) {
  auto run = sandbox::Run::start(probe_policy(), {.arguments = {"/bin/sleep", "60"}});
  ASSERT_TRUE(run) << run.error().message;
  run->stop();
  const auto outcome = run->wait();
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->end, End::stopped);
}

TEST(Cleanup, EndsARunThatIsDestroyed) {
  const std::string mark = "mark-destroyed-" + std::to_string(getpid());
  {
    const auto run = sandbox::Run::start(probe_policy(), {.arguments = {"/probes/leave_daemon", mark, "stay"}});
    ASSERT_TRUE(run) << run.error().message;
    ASSERT_TRUE(comes_true([&] { return count_processes(mark) > 0; }));
  }
  EXPECT_EQ(count_processes(mark), 0U);
  EXPECT_EQ(count_boxes(getpid()), 0U);
}

TEST(Cleanup, KeepsARunWhoseStartingThreadIsGone) {
  std::optional<core::Result<sandbox::Run>> run;
  std::thread([&] { run.emplace(sandbox::Run::start(probe_policy(), {.arguments = {"/bin/sleep", "0.2"}})); }).join();
  ASSERT_TRUE(*run) << run->error().message;
  const auto outcome = (*run)->wait();
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->end, End::exited);
}

TEST(Cleanup, RunsTwoHundredTimesWithoutASpuriousFailure) {
  Policy policy = probe_policy();
  policy.limits.processes = 4;
  for (int round = 0; round < 200; ++round) {
    const auto outcome = run(policy, {.arguments = {"/bin/echo", std::to_string(round)}});
    ASSERT_TRUE(outcome) << "round " << round << ": " << outcome.error().message;
    ASSERT_EQ(outcome->end, End::exited) << "round " << round;
    ASSERT_EQ(outcome->out, std::to_string(round) + "\n");
    ASSERT_EQ(outcome->exit_code, 0);
  }
  EXPECT_EQ(count_boxes(getpid()), 0U);
}

TEST(Cleanup, RunsSideBySide) {
  std::vector<sandbox::Run> runs;
  for (int i = 0; i < 8; ++i) {
    auto run = sandbox::Run::start(probe_policy(), {.arguments = {"/bin/echo", std::to_string(i)}});
    ASSERT_TRUE(run) << run.error().message;
    runs.push_back(std::move(*run));
  }
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto outcome = runs[i].wait();
    ASSERT_TRUE(outcome) << outcome.error().message;
    EXPECT_EQ(outcome->out, std::to_string(i) + "\n");
  }
}

/// This process's child that runs assay-guard; 0 if there is none.
pid_t find_guard() {
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "stat");
    pid_t pid = 0;
    std::string name;
    char state = 0;
    pid_t parent = 0;
    if (file >> pid >> name >> state >> parent && parent == getpid() && name == "(assay-guard)" && state != 'Z') return pid;
  }
  return 0;
}

TEST(Cleanup, ReplacesAGuardThatWasKilledWithoutHarmToRunningBoxes) {
  auto held = sandbox::Run::start(probe_policy(), {.arguments = {"/bin/sleep", "0.5"}});
  ASSERT_TRUE(held) << held.error().message;
  const pid_t first = find_guard();
  ASSERT_GT(first, 0);
  ASSERT_EQ(kill(first, SIGKILL), 0);
  ASSERT_TRUE(comes_true([&] { return find_guard() == 0; }));
  EXPECT_EQ(run_in_box(probe_policy(), {"/bin/echo", "again"}).out, "again\n");
  EXPECT_GT(find_guard(), 0);
  const auto outcome = held->wait();
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->end, End::exited);
}

pid_t start_holder(const std::string& mark, int& output) {
  int ends[2];
  if (pipe(ends) != 0) return -1;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  std::string program = ASSAY_HOLD_RUNS;
  std::string word = mark;
  char* arguments[] = {program.data(), word.data(), nullptr};
  pid_t pid = -1;
  if (posix_spawn(&pid, program.c_str(), &actions, nullptr, arguments, environ) != 0) pid = -1;
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  output = ends[0];
  return pid;
}

TEST(Cleanup, LeavesNothingBehindWhenTheGraderIsKilledAtAnyMoment) {
  for (int round = 0; round < 24; ++round) {
    const std::string mark = "mark-killed-" + std::to_string(getpid()) + "-" + std::to_string(round);
    int output = -1;
    const pid_t holder = start_holder(mark, output);
    ASSERT_GT(holder, 0);
    char text[64];
    // Every third round kills while the first box may still be in the making.
    if (round % 3 != 0) { ASSERT_GT(read(output, text, sizeof text), 0); }
    std::this_thread::sleep_for(std::chrono::microseconds{1700 * round});
    ASSERT_EQ(kill(holder, SIGKILL), 0);
    ASSERT_EQ(waitpid(holder, nullptr, 0), holder);
    EXPECT_TRUE(comes_true([&] { return count_processes(mark) == 0; })) << "processes, round " << round;
    EXPECT_TRUE(comes_true([&] { return session_folders(holder).empty(); })) << "cgroups, round " << round;
    close(output);
  }
  std::ifstream file("/proc/self/mountinfo");
  const std::string mounts(std::istreambuf_iterator<char>(file), {});
  EXPECT_EQ(mounts.find(" assay "), std::string::npos);
}

TEST(Cleanup, SweepsWhatADeadSessionLeftAndNothingElse) {
  const auto layout = find_cgroup_layout();
  ASSERT_TRUE(layout) << layout.error().message;
  const auto own = own_session_name();
  ASSERT_TRUE(own);
  // Process 1 lives, but did not start at tick 1: the session's process id was reused.
  const fs::path dead = layout->processes / to_string({1, 1, own->pid_namespace});
  const fs::path foreign = layout->processes / to_string({1, 1, own->pid_namespace + 1});
  const fs::path other = layout->processes / "assay-unrelated";
  for (const auto& folder : {dead / "run-0", foreign, other}) fs::create_directories(folder);
  int output = -1;
  const pid_t holder = start_holder("mark-sweep-" + std::to_string(getpid()), output);
  char text[64];
  ASSERT_GT(read(output, text, sizeof text), 0);
  EXPECT_FALSE(fs::exists(dead));
  EXPECT_TRUE(fs::exists(foreign));
  EXPECT_TRUE(fs::exists(other));
  kill(holder, SIGKILL);
  waitpid(holder, nullptr, 0);
  close(output);
  EXPECT_TRUE(comes_true([&] { return session_folders(holder).empty(); }));
  for (const auto& folder : {foreign, other}) EXPECT_EQ(rmdir(folder.c_str()), 0);
}

}  // namespace
}  // namespace assay::sandbox
