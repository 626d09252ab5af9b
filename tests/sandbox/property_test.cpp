// What must be so of every one of very many runs.
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

#include "box_fixture.hpp"
#include "host_processes.hpp"
#include "util/temporary_directory.hpp"

namespace assay::sandbox::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using core::operator""_MiB;

std::size_t count_entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// What a run must not leave with the grader: descriptors, threads, cgroups, children.
struct Held {
  std::size_t descriptors = count_entries("/proc/self/fd");
  std::size_t threads = count_entries("/proc/self/task");
  std::size_t boxes = count_boxes(getpid());
  friend bool operator==(const Held&, const Held&) = default;
};

TEST(Property, AThousandRunsEndAsTheyShouldAndLeaveNothingBehind) {
  Held early;
  for (int i = 0; i < 1000; ++i) {
    const Outcome outcome = run_shell(probe_policy(), "exit " + std::to_string(i % 200));
    ASSERT_EQ(outcome.end, End::exited) << "run " << i << ": " << describe(outcome);
    ASSERT_EQ(outcome.exit_code, i % 200);
    if (i == 99) early = Held{};
  }
  EXPECT_EQ(Held{}, early);
  EXPECT_EQ(early.boxes, 0U);
}

TEST(Property, RunsSideBySideDoNotMixUp) {
  constexpr int abreast = 8;
  constexpr int each = 25;
  std::array<int, abreast> right{};
  {
    std::vector<std::jthread> threads;
    for (int lane = 0; lane < abreast; ++lane) {
      threads.emplace_back([lane, &right] {
        for (int i = 0; i < each; ++i) {
          const std::string word = std::to_string(lane) + "-" + std::to_string(i);
          const auto outcome = run(probe_policy(), {.arguments = {"/bin/sh", "-c", "echo " + word + " >/tmp/x; cat /tmp/x; exit " + std::to_string(lane)}});
          if (outcome && outcome->end == End::exited && outcome->exit_code == lane && outcome->out == word + "\n") ++right[static_cast<std::size_t>(lane)];
        }
      });
    }
  }
  for (const int count : right) EXPECT_EQ(count, each);
  EXPECT_EQ(count_boxes(getpid()), 0U);
}

// What the host grants a user (its timers and queued signals) all boxes share.
TEST(Property, ABoxLeavesTheOthersTheirTimers) {
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  const util::Fd reading(ends[0]);
  util::Fd writing(ends[1]);
  Policy policy = probe_policy();
  policy.limits.wall = 60s;
  policy.limits.cpu = 60s;
  auto hoarder = Run::start(policy, {.arguments = {"/probes/hoard_timers", "0"}, .descriptors = {{writing.get(), 3}}});
  ASSERT_TRUE(hoarder) << hoarder.error().message;
  writing.reset();
  char byte;
  ASSERT_EQ(read(reading.get(), &byte, 1), 1) << "it has not taken all that there are";
  EXPECT_EQ(run_in_box(probe_policy(), {"/probes/hoard_timers", "500"}).out, "500\n");
  hoarder->stop();
  EXPECT_TRUE(hoarder->wait());
}

std::string host_mounts() {
  std::ifstream file("/proc/self/mountinfo");
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// Whatever a killed grader leaves comes to us, its guard too.
class Orphans : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = util::TemporaryDirectory::create();
    ASSERT_TRUE(made) << made.error().message;
    temporary_.emplace(std::move(*made));
    ASSERT_EQ(setenv("TMPDIR", temporary_->path().c_str(), 1), 0);
    ASSERT_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  }
  void TearDown() override {
    prctl(PR_SET_CHILD_SUBREAPER, 0);
    unsetenv("TMPDIR");
  }
  /// Reaps; true once there is no child, dead or alive, but what we had before (a guard of our own).
  bool none_left() const {
    bool none = true;
    for (const pid_t child : children()) {
      if (std::ranges::find(before_, child) != before_.end()) continue;
      none = false;
      waitpid(child, nullptr, WNOHANG);
    }
    return none;
  }
  static std::vector<pid_t> children() {
    std::vector<pid_t> found;
    for (const auto& entry : fs::directory_iterator("/proc")) {
      const std::string name = entry.path().filename();
      if (name.find_first_not_of("0123456789") != std::string::npos) continue;
      std::ifstream status(entry.path() / "status");
      for (std::string line; std::getline(status, line);) {
        if (line == "PPid:\t" + std::to_string(getpid())) found.push_back(std::stoi(name));
      }
    }
    return found;
  }
  const std::vector<pid_t> before_ = children();
  std::optional<util::TemporaryDirectory> temporary_;
};

// The seed is printed, and ASSAY_TEST_SEED replays one.
TEST_F(Orphans, AreNoneOfAHundredGradersKilledAtRandomMoments) {
  const char* const given = std::getenv("ASSAY_TEST_SEED");
  const auto seed = given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
  std::printf("seed %u\n", seed);
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> microseconds(0, 60'000);
  const std::string mounts = host_mounts();
  for (int round = 0; round < 100; ++round) {
    SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round));
    const std::string mark = "mark-orphan-" + std::to_string(getpid()) + "-" + std::to_string(round);
    int output = -1;
    const pid_t holder = start_holder(mark, output);
    ASSERT_GT(holder, 0);
    const util::Fd reading(output);
    std::this_thread::sleep_for(std::chrono::microseconds{microseconds(random)});
    ASSERT_EQ(kill(holder, SIGKILL), 0);
    EXPECT_TRUE(comes_true([&] { return none_left(); }, 20s)) << "a process";
    EXPECT_EQ(count_processes(mark), 0U);
    EXPECT_TRUE(session_folders(holder).empty()) << "a cgroup";
    EXPECT_TRUE(fs::is_empty(temporary_->path())) << "a file";
  }
  EXPECT_EQ(host_mounts(), mounts);
}

/// From the wall limit to the verdict, with everything dead and cleared away.
Clock::duration lateness(Policy policy, const std::vector<std::string>& arguments) {
  policy.limits.wall = 150ms;
  policy.limits.printed = core::Bytes{std::uint64_t{1} << 40};  // what floods does so to its wall limit
  auto run = Run::start(policy, {.arguments = arguments});
  if (!run) {
    ADD_FAILURE() << run.error().message;
    return {};
  }
  // The limit's clock began before `start` returned, so this errs against us.
  const auto limit = Clock::now() + 150ms;
  const auto outcome = run->wait();
  const auto late = Clock::now() - limit;
  EXPECT_TRUE(outcome && outcome->end == End::wall_limit);
  return late;
}

// The median: other work of the machine can only add to a run's time, and adds much to a few. What
// the sandbox itself takes is in all of them, so if it took too long half of them would show it.
class Verdict : public ::testing::TestWithParam<std::vector<std::string>> {};

TEST_P(Verdict, ComesWithinATenthOfASecondOfTheWallLimit) {
  std::array<Clock::duration, 15> late{};
  for (auto& one : late) one = lateness(probe_policy(), GetParam());
  std::ranges::sort(late);
  const auto median = late[late.size() / 2];
  RecordProperty("median_microseconds", std::to_string(median / 1us));
  EXPECT_LT(median, 100ms);
}

INSTANTIATE_TEST_SUITE_P(
    Property, Verdict,
    ::testing::Values(std::vector<std::string>{"/probes/hang", "deaf"}, std::vector<std::string>{"/probes/hang", "stopped"},
                      std::vector<std::string>{"/probes/hang", "vfork_parent"},
                      std::vector<std::string>{"/probes/multiply", "fork", "0"},
                      std::vector<std::string>{"/probes/print_bytes", "0"}),
    [](const auto& tested) { return tested.param[0].substr(8) + "_" + tested.param[1]; });

/// The most memory that this process has had since `forget_peak`.
core::Bytes peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return {std::stoull(line.substr(6)) << 10};
  }
  ADD_FAILURE() << "no VmHWM";
  return {};
}

/// proc(5): 5 resets the peak to what is used now.
void forget_peak() { std::ofstream("/proc/self/clear_refs") << 5; }

TEST(Property, AFloodOfAGigabyteDoesNotMakeTheGraderLarger) {
  Policy policy = probe_policy();
  policy.limits.cpu = 60s;
  policy.limits.wall = 60s;
  policy.limits.output = 1_MiB;
  (void)run_in_box(policy, {"/probes/print_bytes", "2000000"});  // to have what the first run leaves cached
  forget_peak();
  const auto before = peak_memory();
  const Outcome outcome = run_in_box(policy, {"/probes/print_bytes", "536870912"});  // to each of the two
  EXPECT_TRUE(outcome.out_truncated && outcome.err_truncated);
  EXPECT_EQ(outcome.out.size() + outcome.err.size(), (2_MiB).count);
  EXPECT_LT(peak_memory().count - before.count, (8_MiB).count);
}

}  // namespace
}  // namespace assay::sandbox::testing
