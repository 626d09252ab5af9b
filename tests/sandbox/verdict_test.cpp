#include "sandbox/verdict.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>

namespace assay::sandbox {
namespace {

constexpr int exited_with(int code) { return code << 8; }
constexpr int killed_by(int signal) { return signal; }

End end_of(const Facts& facts) { return decide(facts).value().end; }

TEST(VerdictOfARun, TakesTheProgramsOwnEndWhereNothingElseHappened) {
  const auto exited = decide({.wait_status = exited_with(7)});
  ASSERT_TRUE(exited);
  EXPECT_EQ(exited->end, End::exited);
  EXPECT_EQ(exited->exit_code, 7);
  const auto crashed = decide({.wait_status = killed_by(SIGABRT)});
  ASSERT_TRUE(crashed);
  EXPECT_EQ(crashed->end, End::signalled);
  EXPECT_EQ(crashed->signal, SIGABRT);
}

TEST(VerdictOfARun, PutsTheSupervisorsInterruptionFirst) {
  const Facts facts{.wait_status = killed_by(SIGKILL), .cpu_exceeded = true, .memory_killed = true, .fork_refused = true};
  for (const auto& [why, end] : {std::pair{Interruption::wall, End::wall_limit}, {Interruption::cpu, End::cpu_limit},
                                 {Interruption::memory, End::memory_limit}, {Interruption::stop, End::stopped}}) {
    Facts interrupted = facts;
    interrupted.interruption = why;
    EXPECT_EQ(end_of(interrupted), end);
  }
}

TEST(VerdictOfARun, ExplainsASilentEndByTheMemoryLimit) {
  EXPECT_EQ(end_of({.memory_killed = true}), End::memory_limit);
  EXPECT_EQ(end_of({.wait_status = killed_by(SIGKILL), .memory_killed = true}), End::memory_limit);
}

TEST(VerdictOfARun, HasNoVerdictOnABoxThatDiedUnexplained) {
  EXPECT_FALSE(decide({}));
  EXPECT_FALSE(decide({.fork_refused = true}));
}

TEST(VerdictOfARun, TellsAProgramThatCannotBeExecutedFromABoxThatDied) {
  EXPECT_EQ(end_of({.execute_error = ENOEXEC}), End::not_executable);
}

TEST(VerdictOfARun, CallsAForbiddenCallAViolation) {
  const auto verdict = decide({.wait_status = killed_by(SIGSYS), .fork_refused = true});
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->end, End::policy_violation);
  EXPECT_EQ(verdict->signal, SIGSYS);
}

TEST(VerdictOfARun, HoldsCpuTimeUsedBetweenTwoChecksAgainstTheLimit) {
  EXPECT_EQ(end_of({.wait_status = exited_with(0), .cpu_exceeded = true}), End::cpu_limit);
}

TEST(VerdictOfARun, NamesTheProcessLimitWhereAForkWasRefused) {
  EXPECT_EQ(end_of({.wait_status = exited_with(1), .fork_refused = true}), End::process_limit);
  EXPECT_EQ(end_of({.wait_status = killed_by(SIGABRT), .fork_refused = true}), End::process_limit);
}

TEST(DescriptionOfARun, NamesTheSignal) {
  EXPECT_EQ(describe({.end = End::signalled, .signal = SIGSEGV, .usage = {.wall = std::chrono::milliseconds{250}}}),
            "ended by signal SIGSEGV after 250ms");
}

}  // namespace
}  // namespace assay::sandbox
