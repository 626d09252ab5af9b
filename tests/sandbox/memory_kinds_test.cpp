// Every kind of memory that a program can have is counted, and held, as its own is.
#include "box_fixture.hpp"
#include "seen.hpp"

namespace assay::sandbox::testing {
namespace {

using core::operator""_MiB;

class MemoryKind : public ::testing::TestWithParam<const char*> {};

Outcome hold(const char* kind, const char* mebibytes) {
  Policy policy = probe_policy();
  policy.limits.memory = 24_MiB;
  policy.limits.open_files = 2048;
  return run_in_box(policy, {"/probes/hold_memory", kind, mebibytes});
}

TEST_P(MemoryKind, IsToBeHadBare) { EXPECT_EQ(run_bare({ASSAY_PROBES "/hold_memory", GetParam(), "6"}), "6"); }

TEST_P(MemoryKind, IsCountedJustUnderTheLimit) {
  const Outcome outcome = hold(GetParam(), "18");
  EXPECT_EQ(outcome.end, End::exited) << describe(outcome);
  EXPECT_GE(std::atoi(outcome.out.c_str()), 18);
  EXPECT_GE(outcome.usage.peak_memory, 18_MiB);
}

TEST_P(MemoryKind, EndsTheBoxJustOverTheLimit) {
  const Outcome outcome = hold(GetParam(), "25");
  EXPECT_EQ(outcome.end, End::memory_limit) << describe(outcome);
  EXPECT_LE(outcome.usage.peak_memory, 24_MiB);
}

INSTANTIATE_TEST_SUITE_P(Limits, MemoryKind,
                         ::testing::Values("private", "shared", "locked", "memory_file", "system_v", "pipes", "sockets",
                                           "page_tables", "messages"),
                         [](const auto& tested) { return std::string(tested.param); });

// What the kernel does not count must not be to be had.
TEST(Memory, LetsNoneBeHadThatNoLimitCounts) {
  for (const char* kind : {"record_locks", "policies"}) {
    EXPECT_EQ(run_bare({ASSAY_PROBES "/hold_memory", kind, "6"}), "6") << kind;
    EXPECT_EQ(hold(kind, "6").out, "0\n") << kind;
  }
}

TEST(Memory, AllowsRecordLocksOnlyByName) {
  Policy policy = probe_policy();
  policy.allowed = {Allow::record_locks};
  EXPECT_EQ(run_in_box(policy, {"/probes/hold_memory", "record_locks", "1"}).out, "1\n");
  EXPECT_EQ(run_in_box(policy, {"/probes/attack", "trace_me"}).out, "held EPERM\n");
}

// Version 2 of cgroups ends the box. Version 1 counts them apart, and at the limit leaves each
// connection a little still, so there are few here.
TEST(Memory, HoldsTheBuffersOfInternetSockets) {
  EXPECT_GE(std::atoi(run_bare({ASSAY_PROBES "/hold_memory", "tcp", "48"}).c_str()), 48);
  Policy policy = probe_policy();
  policy.allowed = {Allow::loopback_network};
  policy.limits.memory = 24_MiB;
  policy.limits.open_files = 40;
  const Outcome outcome = run_in_box(policy, {"/probes/hold_memory", "tcp", "64"});
  EXPECT_TRUE(outcome.end == End::memory_limit || std::atoi(outcome.out.c_str()) <= 32) << describe(outcome) << outcome.out;
}

// A thread's kernel stack is 16 KiB on x86 and ARM with 64 bits.
TEST(Memory, CountsTheKernelStacksOfThreads) {
  Policy policy = probe_policy();
  policy.limits.processes = 600;
  const auto peak = [&](const char* threads) {
    const Outcome outcome = run_in_box(policy, {"/probes/multiply", "thread", threads});
    EXPECT_EQ(outcome.out, std::string(threads) + "\n");
    return outcome.usage.peak_memory.count;
  };
  EXPECT_GE(peak("520"), peak("8") + 512 * (16 << 10));
}

}  // namespace
}  // namespace assay::sandbox::testing
