// Claims about how a program ended, by the program: none but the kernel's counts.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "box_fixture.hpp"
#include "sandbox/init_protocol.hpp"
#include "seen.hpp"

namespace assay::sandbox::testing {
namespace {

using namespace std::chrono_literals;

struct Pipe {
  util::Fd reading, writing;
};

Pipe make_pipe() {
  int ends[2];
  EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
  return {util::Fd(ends[0]), util::Fd(ends[1])};
}

// The forgery itself is good: what it writes is init's word for an exit with 0. It is on the
// number that init speaks on, too, and reaches no one but the caller whose descriptor that is.
TEST(Forgery, OfAnEndIsNotBelieved) {
  const Pipe pipe = make_pipe();
  const Outcome outcome = run_in_box(probe_policy(), {"/probes/forge"}, {{pipe.writing.get(), init_protocol::status}});
  EXPECT_EQ(outcome.end, End::exited);
  EXPECT_EQ(outcome.exit_code, 42);
  init_protocol::Message said[2];
  ASSERT_EQ(read(pipe.reading.get(), said, sizeof said), static_cast<ssize_t>(sizeof said));
  EXPECT_EQ(said[1].kind, init_protocol::Kind::ended);
  EXPECT_EQ(said[1].value, 0);
}

TEST(Forgery, OfAnEndBySignalIsNotBelieved) {
  for (const int number : {SIGKILL, SIGSEGV, SIGXCPU, SIGALRM}) {
    const Outcome outcome = run_in_box(probe_policy(), {"/probes/forge", "signal", std::to_string(number)});
    EXPECT_EQ(outcome.end, End::signalled) << describe(outcome);
    EXPECT_EQ(outcome.signal, number);
  }
}

// By this signal the kernel says that the filter ended a program; who sends it to himself gets no more by it.
TEST(Forgery, OfAViolationIsOne) {
  const Outcome outcome = run_in_box(probe_policy(), {"/probes/forge", "signal", std::to_string(SIGSYS)});
  EXPECT_EQ(outcome.end, End::policy_violation);
}

TEST(Forgery, OfTheSandboxsWordsIsOnlyOutput) {
  const Outcome outcome = run_shell(probe_policy(), "echo 'assay: sandbox: the box ended' >&2; exit 7");
  EXPECT_EQ(outcome.end, End::exited);
  EXPECT_EQ(outcome.exit_code, 7);
}

TEST(Init, OutlivesWhateverTheProgramSendsIt) {
  EXPECT_EQ(seen(run_in_box(probe_policy(), {"/probes/trouble_init"})), "init lives\nand still");
}

// A run must not depend on what a shell or a service manager ignored when it started the grader:
// with SIGCHLD ignored the kernel keeps no exit code.
TEST(Init, SaysTheExitCodeAlsoWhereTheGraderIgnoresSignals) {
  struct Ignored {
    Ignored() {
      for (const int number : {SIGCHLD, SIGPIPE, SIGTERM}) signal(number, SIG_IGN);
    }
    ~Ignored() {
      for (const int number : {SIGCHLD, SIGPIPE, SIGTERM}) signal(number, SIG_DFL);
    }
  } const ignored;
  const Outcome outcome = run_shell(probe_policy(), "grep SigIgn /proc/self/status; exit 3");
  EXPECT_EQ(outcome.end, End::exited) << describe(outcome);
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.out, "SigIgn:\t0000000000000000\n");
}

// Where tracing is allowed, init is the tracer of a program that asks to be traced by its parent,
// and is told of each of its stops.
TEST(Init, TakesNoStopForAnEnd) {
  Policy policy = probe_policy();
  policy.allowed = {Allow::ptrace};
  policy.limits.wall = 300ms;
  const Outcome outcome = run_in_box(policy, {"/probes/attack", "stop_traced"});
  EXPECT_EQ(outcome.end, End::wall_limit) << describe(outcome);
}

}  // namespace
}  // namespace assay::sandbox::testing
