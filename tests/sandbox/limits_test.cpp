#include "box_fixture.hpp"

namespace assay::sandbox {
namespace {

using namespace std::chrono_literals;
using core::operator""_B, core::operator""_KiB, core::operator""_MiB;
using testing::probe_policy, testing::run_in_box, testing::run_shell;

TEST(Limits, ReportsTheExitCode) {
  const Outcome outcome = run_shell(probe_policy(), "exit 139");
  EXPECT_EQ(outcome.end, End::exited);
  EXPECT_EQ(outcome.exit_code, 139);
}

TEST(Limits, TellsACrashFromTheExitCodeThatAShellGivesIt) {
  const Outcome outcome = run_shell(probe_policy(), "kill -SEGV $$");
  EXPECT_EQ(outcome.end, End::signalled);
  EXPECT_EQ(outcome.signal, SIGSEGV);
}

TEST(Limits, LetsAProgramRunJustUnderItsWallLimit) {
  Policy policy = probe_policy();
  policy.limits.wall = 900ms;
  EXPECT_EQ(run_shell(policy, "sleep 0.3").end, End::exited);
}

TEST(Limits, EndsAProgramAtItsWallLimit) {
  Policy policy = probe_policy();
  policy.limits.wall = 300ms;
  const Outcome outcome = run_shell(policy, "sleep 5");
  EXPECT_EQ(outcome.end, End::wall_limit);
  EXPECT_GE(outcome.usage.wall, 300ms);
  EXPECT_LT(outcome.usage.wall, 2s);
}

TEST(Limits, LetsAProgramRunJustUnderItsCpuLimit) {
  Policy policy = probe_policy();
  policy.limits.cpu = 600ms;
  const Outcome outcome = run_in_box(policy, {"/probes/burn_cpu", "400"});
  EXPECT_EQ(outcome.end, End::exited);
  EXPECT_GE(outcome.usage.cpu, 390ms);
}

TEST(Limits, EndsAProgramOverItsCpuLimit) {
  Policy policy = probe_policy();
  policy.limits.cpu = 300ms;
  const Outcome outcome = run_in_box(policy, {"/probes/burn_cpu", "5000"});
  EXPECT_EQ(outcome.end, End::cpu_limit);
  EXPECT_LT(outcome.usage.cpu, 1s);
}

TEST(Limits, CountsTheCpuTimeOfARelayOfShortProcesses) {
  Policy policy = probe_policy();
  policy.limits.cpu = 300ms;
  EXPECT_EQ(run_in_box(policy, {"/probes/burn_cpu", "100", "relay"}).end, End::exited);
  EXPECT_EQ(run_in_box(policy, {"/probes/burn_cpu", "3000", "relay"}).end, End::cpu_limit);
}

TEST(Limits, LetsAProgramUseJustLessThanItsMemory) {
  Policy policy = probe_policy();
  policy.limits.memory = 64_MiB;
  const Outcome outcome = run_in_box(policy, {"/probes/use_memory", "56"});
  EXPECT_EQ(outcome.end, End::exited);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_GE(outcome.usage.peak_memory, 56_MiB);
}

TEST(Limits, EndsAProgramOverItsMemory) {
  Policy policy = probe_policy();
  policy.limits.memory = 64_MiB;
  const Outcome outcome = run_in_box(policy, {"/probes/use_memory", "72"});
  EXPECT_EQ(outcome.end, End::memory_limit);
  EXPECT_LE(outcome.usage.peak_memory, 64_MiB);
}

TEST(Limits, EndsABoxWhoseChildIsOverTheMemoryThoughTheProgramGoesOn) {
  Policy policy = probe_policy();
  policy.limits.memory = 64_MiB;
  EXPECT_EQ(run_shell(policy, "/probes/use_memory 72; sleep 5; exit 0").end, End::memory_limit);
}

TEST(Limits, CountsFilesInTmpAsMemory) {
  Policy policy = probe_policy();
  policy.limits.memory = 64_MiB;
  policy.limits.disk = 256_MiB;
  EXPECT_EQ(run_in_box(policy, {"/probes/use_memory", "48", "/tmp/file"}).end, End::exited);
  EXPECT_EQ(run_in_box(policy, {"/probes/use_memory", "80", "/tmp/file"}).end, End::memory_limit);
}

TEST(Limits, CapsTheScratchFolders) {
  Policy policy = probe_policy();
  policy.limits.disk = 8_MiB;
  EXPECT_EQ(run_in_box(policy, {"/probes/use_memory", "7", "/tmp/file"}).exit_code, 0);
  EXPECT_EQ(run_in_box(policy, {"/probes/use_memory", "9", "/tmp/file"}).exit_code, 2);
  EXPECT_EQ(run_in_box(policy, {"/probes/use_memory", "9", "/dev/shm/file"}).exit_code, 2);
}

TEST(Limits, LetsAProgramHaveAsManyProcessesAsItsLimit) {
  Policy policy = probe_policy();
  policy.limits.processes = 10;
  const Outcome outcome = run_in_box(policy, {"/probes/start_processes", "9"});
  EXPECT_EQ(outcome.end, End::exited);
  EXPECT_EQ(outcome.out, "9\n");
  EXPECT_FALSE(outcome.process_limit_hit);
}

TEST(Limits, RefusesOneProcessMoreThanTheLimit) {
  Policy policy = probe_policy();
  policy.limits.processes = 10;
  const Outcome outcome = run_in_box(policy, {"/probes/start_processes", "10"});
  EXPECT_EQ(outcome.end, End::process_limit);
  EXPECT_EQ(outcome.out, "9\n");
  EXPECT_TRUE(outcome.process_limit_hit);
}

TEST(Limits, EndsAForkBomb) {
  Policy policy = probe_policy();
  policy.limits.wall = 500ms;
  const Outcome outcome = run_in_box(policy, {"/probes/start_processes"});
  EXPECT_TRUE(outcome.end == End::wall_limit || outcome.end == End::cpu_limit) << to_string(outcome.end);
  EXPECT_TRUE(outcome.process_limit_hit);
}

TEST(Limits, KeepsOutputUpToItsLimit) {
  Policy policy = probe_policy();
  policy.limits.output = 64_KiB;
  const Outcome outcome = run_in_box(policy, {"/probes/print_bytes", "65536"});
  EXPECT_EQ(outcome.out.size(), 65536U);
  EXPECT_EQ(outcome.err.size(), 65536U);
  EXPECT_FALSE(outcome.out_truncated);
  EXPECT_FALSE(outcome.err_truncated);
}

TEST(Limits, DropsOutputBeyondItsLimitWithoutHoldingTheProgramUp) {
  Policy policy = probe_policy();
  policy.limits.output = 64_KiB;
  const Outcome outcome = run_in_box(policy, {"/probes/print_bytes", "20000000"});
  EXPECT_EQ(outcome.end, End::exited);
  EXPECT_EQ(outcome.out.size(), 65536U);
  EXPECT_TRUE(outcome.out_truncated);
  EXPECT_TRUE(outcome.err_truncated);
}

TEST(Limits, HoldsTheWallLimitWhileOutputFloods) {
  Policy policy = probe_policy();
  policy.limits.printed = 1048576_MiB;
  policy.limits.wall = 300ms;
  const Outcome outcome = run_in_box(policy, {"/probes/print_bytes"});
  EXPECT_EQ(outcome.end, End::wall_limit);
  EXPECT_LT(outcome.usage.wall, 2s);
}

TEST(Limits, CapsOneFilesSize) {
  Policy policy = probe_policy();
  policy.limits.file_size = 64_KiB;
  EXPECT_EQ(run_in_box(policy, {"/probes/write_file", "/tmp/file", "65536"}).end, End::exited);
  const Outcome over = run_in_box(policy, {"/probes/write_file", "/tmp/file", "65537"});
  EXPECT_EQ(over.end, End::file_size_limit);
  EXPECT_EQ(over.signal, SIGXFSZ);
}

TEST(Limits, CapsOpenFiles) {
  Policy policy = probe_policy();
  policy.limits.open_files = 20;
  EXPECT_EQ(run_shell(policy, "ulimit -n").out, "20\n");
}

TEST(Limits, WritesNoCoreFile) {
  Policy policy = probe_policy();
  policy.working_directory = "/tmp";
  EXPECT_EQ(run_shell(policy, "sh -c 'kill -SEGV $$'; ls /tmp").out, "");
}

TEST(Limits, PinsEveryProcess) {
  Policy policy = probe_policy();
  policy.cpu = 0;
  EXPECT_EQ(run_shell(policy, "nproc").out, "1\n");
  EXPECT_EQ(run_in_box(policy, {"/probes/system_call", "affinity"}).out, "EPERM\n");
}

}  // namespace
}  // namespace assay::sandbox
