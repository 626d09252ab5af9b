// Ways to use more time than there is, and not to end.
#include "box_fixture.hpp"
#include "seen.hpp"

namespace assay::sandbox::testing {
namespace {

using namespace std::chrono_literals;

class Burning : public ::testing::TestWithParam<const char*> {};

TEST_P(Burning, IsCountedJustUnderTheLimit) {
  Policy policy = probe_policy();
  policy.limits.cpu = 600ms;
  const Outcome outcome = run_in_box(policy, {"/probes/burn_cpu", "400", GetParam()});
  EXPECT_EQ(outcome.end, End::exited) << describe(outcome);
  EXPECT_GE(outcome.usage.cpu, 390ms);
}

TEST_P(Burning, EndsTheBoxJustOverTheLimit) {
  Policy policy = probe_policy();
  policy.limits.cpu = 300ms;
  const Outcome outcome = run_in_box(policy, {"/probes/burn_cpu", "400", GetParam()});
  EXPECT_EQ(outcome.end, End::cpu_limit) << describe(outcome);
}

INSTANTIATE_TEST_SUITE_P(Limits, Burning, ::testing::Values("alone", "relay", "threads", "deaf", "daemon"),
                         [](const auto& tested) { return std::string(tested.param); });

// What a shell's limit of a second does not hold: no process of a relay comes near it, a daemon's
// time is its own, and the signal that asks to end can be ignored.
TEST(BurningBare, GetsPastTheKernelsOwnLimit) {
  for (const char* style : {"relay", "deaf"}) {
    const std::string script = "ulimit -S -t 1; " ASSAY_PROBES "/burn_cpu 1300 " + std::string(style) + " && echo unheld";
    EXPECT_EQ(run_bare({"/bin/sh", "-c", script}), "unheld") << style;
  }
}

class Hanging : public ::testing::TestWithParam<const char*> {};

TEST_P(Hanging, DoesNotEndBare) {
  // 124 and 137: timeout(1) had to end it, by asking or by force.
  const std::string script = "timeout -k 0.1 0.2 " ASSAY_PROBES "/hang " + std::string(GetParam()) +
                             " >/dev/null 2>&1; case $? in 124|137) echo hung;; *) echo ended;; esac";
  EXPECT_EQ(run_bare({"/bin/sh", "-c", script}, Processes::own), "hung");
}

TEST_P(Hanging, IsEndedAtTheWallLimit) {
  Policy policy = probe_policy();
  policy.limits.wall = 300ms;
  const Outcome outcome = run_in_box(policy, {"/probes/hang", GetParam()});
  EXPECT_EQ(outcome.end, End::wall_limit) << describe(outcome);
  EXPECT_GE(outcome.usage.wall, 300ms);
}

INSTANTIATE_TEST_SUITE_P(Limits, Hanging,
                         ::testing::Values("sleeping", "deaf", "stopped", "stopped_child", "vfork_parent", "silent",
                                           "executing", "full_pipe", "locked_file"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace assay::sandbox::testing
