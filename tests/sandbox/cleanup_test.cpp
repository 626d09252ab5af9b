#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "box_fixture.hpp"
#include "host_processes.hpp"
#include "sandbox/cgroup_layout.hpp"
#include "sandbox/session_name.hpp"

namespace assay::sandbox {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::comes_true, testing::count_boxes, testing::count_processes, testing::probe_policy, testing::run_in_box,
    testing::session_folders, testing::start_holder;

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
