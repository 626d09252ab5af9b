// What a run under reduced isolation may use.
#include <signal.h>

#include <thread>

#include "reduced_fixture.hpp"

namespace assay::sandbox {
namespace {

using namespace std::chrono_literals;
using core::operator""_KiB, core::operator""_MiB;
using testing::probe, testing::reduced_policy, testing::run_in_box, testing::run_shell;

using ReducedLimits = testing::Reduced;

bool is_root() { return geteuid() == 0; }

TEST_F(ReducedLimits, TellsExitCodesSignalsAndViolationsApart) {
  EXPECT_EQ(run_shell(reduced_policy(), "exit 139").exit_code, 139);
  const Outcome crashed = run_shell(reduced_policy(), "kill -SEGV $$");
  EXPECT_EQ(crashed.end, End::signalled);
  EXPECT_EQ(crashed.signal, SIGSEGV);
  EXPECT_EQ(run_in_box(reduced_policy(), {probe("system_call"), "setns"}).end, End::policy_violation);
}

TEST_F(ReducedLimits, TakesAStudentsFileThatCannotBeExecutedForItsOwnFault) {
  const auto outcome = run(reduced_policy(), {.arguments = {"/etc/passwd"}, .untrusted_program = true});
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->end, End::not_executable);
  EXPECT_EQ(outcome->execute_error, EACCES);
  EXPECT_FALSE(run(reduced_policy(), {.arguments = {"/usr/bin/no-such-program"}}));
}

TEST_F(ReducedLimits, EndsAProgramAtItsWallLimitAndNotBefore) {
  Policy policy = reduced_policy();
  policy.limits.wall = 900ms;
  EXPECT_EQ(run_shell(policy, "sleep 0.3").end, End::exited);
  policy.limits.wall = 300ms;
  const Outcome outcome = run_shell(policy, "sleep 5");
  EXPECT_EQ(outcome.end, End::wall_limit);
  EXPECT_GE(outcome.usage.wall, 300ms);
}

TEST_F(ReducedLimits, CountsCpuTimeOverAllProcesses) {
  Policy policy = reduced_policy();
  policy.limits.cpu = 600ms;
  const Outcome under = run_in_box(policy, {probe("burn_cpu"), "400"});
  EXPECT_EQ(under.end, End::exited);
  EXPECT_GE(under.usage.cpu, 390ms);
  policy.limits.cpu = 300ms;
  EXPECT_EQ(run_in_box(policy, {probe("burn_cpu"), "5000"}).end, End::cpu_limit);
  EXPECT_EQ(run_in_box(policy, {probe("burn_cpu"), "100", "relay"}).end, End::exited);
  EXPECT_EQ(run_in_box(policy, {probe("burn_cpu"), "3000", "relay"}).end, End::cpu_limit);
}

TEST_F(ReducedLimits, CountsCpuTimeOfChildrenThatNobodyWaitsFor) {
  Policy policy = reduced_policy();
  policy.limits.cpu = 300ms;
  const std::string burn = probe("burn_cpu");
  EXPECT_EQ(run_shell(policy, "for i in 1 2 3 4 5 6 7 8; do (" + burn + " 100 &) ; done; sleep 20").end, End::cpu_limit);
}

TEST_F(ReducedLimits, EndsAProgramOverItsMemoryAndNotBefore) {
  Policy policy = reduced_policy();
  policy.limits.memory = 128_MiB;
  const Outcome under = run_shell(policy, probe("use_memory") + " 100 && echo done");
  EXPECT_EQ(under.end, End::exited);
  EXPECT_EQ(under.out, "done\n");
  EXPECT_EQ(run_shell(policy, probe("use_memory") + " 400; sleep 5").end, End::memory_limit);
}

TEST_F(ReducedLimits, CountsMemoryThatProcessesShareOnce) {
  Policy policy = reduced_policy();
  policy.limits.memory = 128_MiB;
  policy.limits.processes = 8;
  // 60 MiB that a fork shares four times: 300 MiB of resident sizes, and 60 MiB of memory.
  const Outcome outcome = run_in_box(policy, {probe("share_memory"), "60", "4", "300"});
  EXPECT_EQ(outcome.end, End::exited) << describe(outcome);
  EXPECT_EQ(outcome.out, "4\n");
  EXPECT_EQ(run_in_box(policy, {probe("share_memory"), "60", "4", "3000", "write"}).end, End::memory_limit);
}

TEST_F(ReducedLimits, EndsARunThatIsSeenWithMoreProcessesThanItsLimit) {
  Policy policy = reduced_policy();
  policy.limits.processes = 10;
  policy.limits.wall = 5s;
  const Outcome at_limit = run_in_box(policy, {probe("start_processes"), "9"});
  EXPECT_EQ(at_limit.end, End::exited);
  EXPECT_EQ(at_limit.out, "9\n");
  EXPECT_FALSE(at_limit.process_limit_hit);
  const Outcome over = run_shell(policy, probe("start_processes") + " 12; sleep 4");
  EXPECT_EQ(over.end, End::process_limit);
  EXPECT_TRUE(over.process_limit_hit);
}

TEST_F(ReducedLimits, NeverLetsARunsOwnUserHaveManyMore) {
  if (!is_root()) return;  // the kernel counts all that is the caller's
  Policy policy = reduced_policy();
  policy.limits.processes = 10;
  const Outcome outcome = run_in_box(policy, {probe("start_processes"), "200"});
  EXPECT_LE(std::stoi("0" + outcome.out), 10) << "one more than the limit, with itself";
}

TEST_F(ReducedLimits, EndsAForkBomb) {
  if (!is_root()) return;  // without a user of its own it would fill the caller's processes until it is seen
  Policy policy = reduced_policy();
  policy.limits.processes = 30;
  policy.limits.wall = 3s;
  EXPECT_EQ(run_in_box(policy, {probe("start_processes")}).end, End::process_limit);
}

TEST_F(ReducedLimits, EndsARunWhoseFilesTakeMoreThanTheyMay) {
  Policy policy = reduced_policy();
  policy.limits.disk = 8_MiB;
  EXPECT_EQ(run_shell(policy, probe("use_memory") + " 7 file; sleep 0.3").end, End::exited);
  EXPECT_EQ(run_shell(policy, probe("use_memory") + " 9 file; sleep 5").end, End::disk_limit);
  EXPECT_EQ(run_shell(policy, "mkdir a; cd a; " + probe("use_memory") + " 9 file; cd ..; chmod 0 a; sleep 5").end, End::disk_limit);
}

TEST_F(ReducedLimits, CountsFilesThatHaveLostTheirNamesAndWhatIsHiddenDeep) {
  Policy policy = reduced_policy();
  policy.limits.disk = 8_MiB;
  const std::string write = probe("use_memory");
  EXPECT_EQ(run_shell(policy, write + " 7 file; exec 3< file; rm file; sleep 0.3").end, End::exited);
  EXPECT_EQ(run_shell(policy, write + " 7 a; exec 3< a; rm a; " + write + " 7 b; sleep 5").end, End::disk_limit);
  EXPECT_EQ(run_shell(policy, "i=0; while [ $i -lt 80 ]; do mkdir d; cd d; i=$((i+1)); done; sleep 5").end, End::inode_limit);
}

TEST_F(ReducedLimits, CapsOneFilesSizeOpenFilesAndCores) {
  Policy policy = reduced_policy();
  policy.limits.file_size = 64_KiB;
  EXPECT_EQ(run_in_box(policy, {probe("write_file"), "file", "65536"}).end, End::exited);
  const Outcome over = run_in_box(policy, {probe("write_file"), "file", "65537"});
  EXPECT_EQ(over.signal, SIGXFSZ);
  policy.limits.open_files = 20;
  EXPECT_EQ(run_shell(policy, "ulimit -n").out, "20\n");
  EXPECT_EQ(run_shell(policy, "sh -c 'kill -SEGV $$' 2>/dev/null; ls").out, "");
}

TEST_F(ReducedLimits, DropsOutputBeyondItsLimitWithoutHoldingTheProgramUp) {
  Policy policy = reduced_policy();
  policy.limits.output = 64_KiB;
  const Outcome outcome = run_in_box(policy, {probe("print_bytes"), "20000000"});
  EXPECT_EQ(outcome.end, End::exited);
  EXPECT_EQ(outcome.out.size(), 65536U);
  EXPECT_TRUE(outcome.out_truncated);
}

TEST_F(ReducedLimits, PinsEveryProcess) {
  Policy policy = reduced_policy();
  policy.cpu = 0;
  EXPECT_EQ(run_shell(policy, "nproc").out, "1\n");
  EXPECT_EQ(run_in_box(policy, {probe("system_call"), "affinity"}).out, "EPERM\n");
}

TEST_F(ReducedLimits, StopsARunOnRequestAndTellsItsProcessesMeanwhile) {
  auto run = Run::start(reduced_policy(), {.arguments = {"/bin/sleep", "60"}});
  ASSERT_TRUE(run) << run.error().message;
  while (run->processes().size() < 2) std::this_thread::sleep_for(1ms);
  run->stop();
  const auto outcome = run->wait();
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->end, End::stopped);
  EXPECT_TRUE(run->processes().empty());
}

}  // namespace
}  // namespace assay::sandbox
