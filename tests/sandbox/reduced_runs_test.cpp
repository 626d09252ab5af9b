// That nothing of a run under reduced isolation is left, that runs do not disturb each other, and
// that ordinary programs work; and the parts that look at processes and folders.
#include <signal.h>
#include <sys/prctl.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

#include "reduced_fixture.hpp"
#include "sandbox/reduced/process_tree.hpp"
#include "sandbox/reduced/scratch.hpp"

namespace assay::sandbox {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using core::operator""_KiB, core::operator""_MiB;
using testing::probe, testing::reduced_policy, testing::run_shell;

using ReducedRuns = testing::Reduced;

/// Processes of the machine whose command line has the mark.
std::size_t count_processes(const std::string& mark) {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "cmdline");
    std::string line;
    std::getline(file, line, '\n');
    if (line.find(mark) != std::string::npos) ++count;
  }
  return count;
}

TEST_F(ReducedRuns, LeavesNothingWhenTheGraderIsKilledAtAnyMoment) {
  const std::string mark = "mark-orphan-" + std::to_string(getpid());
  constexpr int rounds = 25;
  const std::string daemon = probe("leave_daemon");
  const Policy policy = reduced_policy();
  for (int round = 0; round < rounds; ++round) {
    const pid_t grader = fork();
    if (grader == 0) {
      (void)run(policy, {.arguments = {daemon, mark, "stay"}});
      _exit(0);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2 * round));
    kill(grader, SIGKILL);
    waitpid(grader, nullptr, 0);
  }
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  while (count_processes(mark) > 0 && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(5ms);
  EXPECT_EQ(count_processes(mark), 0U);
}

TEST_F(ReducedRuns, RunsTwoHundredTimesWithoutASpuriousFailure) {
  Policy policy = reduced_policy();
  policy.limits.processes = 4;
  const std::string burn = probe("burn_cpu");
  for (int round = 0; round < 200; ++round) {
    const Outcome outcome = run_shell(policy, burn + " 1 relay | cat");
    ASSERT_EQ(outcome.end, End::exited) << round << ": " << describe(outcome);
  }
}

TEST_F(ReducedRuns, RunsSeveralAtOnceWithoutOneEndingAnother) {
  std::vector<std::thread> threads;
  std::atomic<int> exited{0};
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 5; ++round) {
        const auto outcome = run(reduced_policy(), {.arguments = {"/bin/sleep", "0.05"}});
        if (outcome && outcome->end == End::exited && outcome->exit_code == 0) ++exited;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(exited, 30);
}

TEST_F(ReducedRuns, BuildsAndRunsCppWithEverySanitizer) {
  Policy policy = reduced_policy();
  policy.environment = {"PATH=/usr/bin:/bin"};
  policy.limits = {.wall = 120s, .cpu = 60s, .memory = core::Bytes{std::uint64_t{2} << 30}};
  const std::string source = "#include <iostream>\\n#include <thread>\\nint main() { std::thread([] { std::cout << 42; }).join(); }\\n";
  for (const char* flags : {"", "-fsanitize=address", "-fsanitize=undefined", "-fsanitize=thread"}) {
    const Outcome outcome = run_shell(policy, "printf '" + source + "' > a.cpp && g++ " + flags +
                                                  " -pthread a.cpp -o a && ASAN_OPTIONS=detect_leaks=0 setarch --addr-no-randomize ./a");
    EXPECT_EQ(outcome.out, "42") << flags << ": " << describe(outcome) << outcome.err;
  }
}

TEST(MeasuredFolder, CountsNamesOnceAndWhatIsClosedToUs) {
  const auto folder = util::TemporaryDirectory::create();
  ASSERT_TRUE(folder);
  std::ofstream(folder->path() / "a") << std::string(64 << 10, 'x');
  fs::create_hard_link(folder->path() / "a", folder->path() / "b");
  fs::create_symlink("/usr", folder->path() / "away");
  fs::create_directory(folder->path() / "closed");
  std::ofstream(folder->path() / "closed" / "c") << std::string(64 << 10, 'x');
  fs::permissions(folder->path() / "closed", fs::perms::none);
  const auto size = reduced::measure(folder->path(), {100_MiB, 1000});
  ASSERT_TRUE(size) << size.error().message;
  EXPECT_EQ(size->entries, 5U);
  EXPECT_GE(size->bytes, 128_KiB);
  EXPECT_LT(size->bytes, 192_KiB);
}

TEST(ProcessTree, FindsWhatWasOrphanedToItsReaper) {
  ASSERT_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t parent = fork();
  if (parent == 0) {
    const pid_t left = fork();
    if (left == 0) {
      setsid();
      close(STDOUT_FILENO);
      pause();
    }
    _exit(write(ends[1], &left, sizeof left) == sizeof left ? 0 : 1);
  }
  pid_t left = 0;
  ASSERT_EQ(read(ends[0], &left, sizeof left), static_cast<ssize_t>(sizeof left));
  waitpid(parent, nullptr, 0);
  reduced::ProcessTree tree(getpid());
  const auto seen = tree.look();
  kill(left, SIGKILL);
  waitpid(left, nullptr, 0);
  prctl(PR_SET_CHILD_SUBREAPER, 0);
  close(ends[0]);
  close(ends[1]);
  ASSERT_TRUE(seen) << seen.error().message;
  EXPECT_EQ(seen->front().process, getpid());
  const auto found = std::ranges::find(*seen, left, &reduced::ProcessLook::process);
  ASSERT_NE(found, seen->end());
  EXPECT_EQ(found->parent, getpid());
}

}  // namespace
}  // namespace assay::sandbox
