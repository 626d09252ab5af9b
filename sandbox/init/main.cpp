// assay-box-init
//
// Process 1 of a box: makes the box's files and its endpoints, starts the program, tells the
// grader that it runs and how it ended, as the kernel says it (a shell-style code could not tell
// an exit with 139 from a crash), and then waits to be ended. With it the kernel ends every
// other process of the box.
//
// It is linked statically and started from a descriptor, so that the box needs no file of
// ours. The program runs as the same user in the same PID namespace, so init must not be
// reachable: it is not dumpable (no ptrace, no /proc/1/mem, no /proc/1/fd), and the kernel
// keeps every signal from inside away from process 1. Its capabilities, of the box's user namespace
// alone, are gone before the program starts.
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "sandbox/init/channel.hpp"
#include "sandbox/init/files.hpp"
#include "sandbox/init/job.hpp"
#include "sandbox/init/privileges.hpp"
#include "sandbox/init/program.hpp"
#include "sandbox/init_protocol.hpp"

namespace {

using namespace assay::sandbox::init;
using namespace assay::sandbox::init_protocol;

void tell(Kind kind, int value, Step step = Step::none) {
  const Message message{kind, value, step};
  // Nobody reads it any more only if the grader is gone, and then this box is ending too.
  if (write(status, &message, sizeof message) != sizeof message) _exit(1);
}

/// The child shares our memory until it has executed the program or failed.
pid_t start(const Job& parsed, const Words& command, const std::vector<sock_filter>& calls, Failure& failure) {
  static Failure childs;
  childs = {};
  const pid_t child = vfork();
  if (child == 0) become_program(parsed, command, calls, childs);
  failure = child < 0 ? Failure{Step::fork, errno} : childs;
  return child;
}

/// Those that the grader's caller ignored stay so over execve: with SIGCHLD ignored no end could
/// be waited for, and the program is to begin with none.
void reset_signals() {
  for (int number = 1; number < NSIG; ++number) signal(number, SIG_DFL);
}

/// Reaps what ends meanwhile. False where the kernel does not say how the child ended.
bool wait_for(pid_t child, int& how) {
  for (;;) {
    const pid_t ended = wait(&how);
    // Where it asked to be traced by its parent, it is also told of when it stops.
    if (ended == child && (WIFEXITED(how) || WIFSIGNALED(how))) return true;
    if (ended < 0 && errno != EINTR) return false;
  }
}

/// What one command leaves running is not the next one's to meet.
void end_what_is_left() {
  kill(-1, SIGKILL);
  while (wait(nullptr) >= 0 || errno == EINTR) {}
}

/// The step that failed, or none, with the box ready for its program.
Step set_up(const Job& parsed) {
  Step failed = Step::none;
  std::vector<int> outgoing{make_files(parsed, failed)};
  if (outgoing.front() < 0) return failed;
  outgoing.push_back(static_cast<int>(syscall(SYS_pidfd_open, getpid(), 0)));
  if (outgoing.back() < 0) return Step::send_descriptors;
  if (!drop_capabilities()) return Step::drop_capabilities;
  if (!open_endpoints(parsed.endpoints, outgoing)) return Step::open_endpoints;
  if (!open_connectors(parsed.connectors, outgoing)) return Step::open_connectors;
  return send_out(channel, outgoing) ? Step::none : Step::send_descriptors;
}

bool run_commands(const Job& parsed, const std::vector<sock_filter>& calls) {
  for (std::size_t i = 0; i < parsed.commands.size(); ++i) {
    Failure failure;
    const pid_t child = start(parsed, parsed.commands[i], calls, failure);
    if (failure.step != Step::none) {
      tell(Kind::failed, failure.error, failure.step);
      return false;
    }
    tell(i == 0 ? Kind::started : Kind::next, 0);
    int how = 0;
    if (!wait_for(child, how)) return false;
    if (how != 0 || i + 1 == parsed.commands.size()) {
      tell(Kind::ended, how);
      return true;
    }
    end_what_is_left();
  }
  return true;
}

}  // namespace

int main() {
  reset_signals();
  std::string text;
  std::vector<sock_filter> calls;
  if (prctl(PR_SET_DUMPABLE, 0) != 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || !read_job_text(job, text) ||
      !read_filter(filter, calls)) {
    tell(Kind::failed, errno, Step::read_job);
    return 1;
  }
  const Job parsed = parse_job(text);
  if (const Step failed = set_up(parsed); failed != Step::none) {
    tell(Kind::failed, errno, failed);
    return 1;
  }
  if (!run_commands(parsed, calls)) return 1;
  // The grader reads from our counters what the box has written, and then ends it.
  for (;;) pause();
}
