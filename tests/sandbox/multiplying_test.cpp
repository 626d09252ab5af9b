// Ways to have many processes, and to leave one behind.
#include <signal.h>
#include <unistd.h>

#include "box_fixture.hpp"
#include "host_processes.hpp"
#include "seen.hpp"

namespace assay::sandbox::testing {
namespace {

using namespace std::chrono_literals;

class Multiplying : public ::testing::TestWithParam<const char*> {};

Outcome multiply(const char* style, const char* count) {
  Policy policy = probe_policy();
  policy.limits.processes = 20;
  policy.limits.wall = std::string(count) == "0" ? 500ms : 5s;
  return run_in_box(policy, {"/probes/multiply", style, count});
}

TEST_P(Multiplying, IsToBeHadBare) {
  EXPECT_EQ(run_bare({ASSAY_PROBES "/multiply", GetParam(), "60"}, Processes::own), "60");
}

TEST_P(Multiplying, GoesOnJustUnderTheLimit) {
  // A daemon's parent is there for a moment too.
  const Outcome outcome = multiply(GetParam(), "18");
  EXPECT_EQ(outcome.end, End::exited) << describe(outcome);
  EXPECT_EQ(outcome.out, "18\n");
  EXPECT_FALSE(outcome.process_limit_hit);
}

TEST_P(Multiplying, IsRefusedJustOverTheLimit) {
  const Outcome outcome = multiply(GetParam(), "20");
  EXPECT_EQ(outcome.end, End::process_limit) << describe(outcome);
  EXPECT_LT(std::atoi(outcome.out.c_str()), 20);
  EXPECT_TRUE(outcome.process_limit_hit);
}

TEST_P(Multiplying, EndsWhereItWouldNot) {
  const Outcome outcome = multiply(GetParam(), "0");
  EXPECT_TRUE(outcome.end == End::wall_limit || outcome.end == End::cpu_limit) << describe(outcome);
  EXPECT_TRUE(outcome.process_limit_hit);
}

INSTANTIATE_TEST_SUITE_P(Limits, Multiplying, ::testing::Values("fork", "thread", "daemon", "sibling", "vfork"),
                         [](const auto& tested) { return std::string(tested.param); });

class Lingering : public ::testing::TestWithParam<const char*> {
 protected:
  const std::string mark_ = "mark-" + std::string(GetParam()) + "-" + std::to_string(getpid());
};

TEST_P(Lingering, OutlivesItsProgramBare) {
  const std::string script = "exec " ASSAY_PROBES "/linger " + std::string(GetParam()) + " " + mark_ + " >/dev/null 2>&1";
  EXPECT_EQ(run_bare({"/bin/sh", "-c", script}), "");
  EXPECT_GE(count_processes(mark_), 1U);
  EXPECT_TRUE(comes_true([&] {
    const auto left = find_processes(mark_);
    for (const pid_t process : left) kill(process, SIGKILL);
    return left.empty();
  }));
}

TEST_P(Lingering, IsGoneWhenTheRunIsOver) {
  const Outcome outcome = run_in_box(probe_policy(), {"/probes/linger", GetParam(), mark_});
  EXPECT_EQ(seen(outcome), "left");
  EXPECT_EQ(count_processes(mark_), 0U);
}

INSTANTIATE_TEST_SUITE_P(Cleanup, Lingering,
                         ::testing::Values("daemon", "stopped", "relay", "from_memory", "reaper", "sibling"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace assay::sandbox::testing
