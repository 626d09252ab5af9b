// assay-reduced-init
//
// Holds one run under reduced isolation: restricts the program and starts it, is the reaper of all
// that it leaves orphaned (prctl(2), PR_SET_CHILD_SUBREAPER), and ends every process when the
// program ends, when the grader says so, or when the grader is gone. That nothing is left is not
// assumed: it says so only once the kernel has nothing more for it to wait for.
//
// It must outlive the grader, however that dies, so it is in no process group or session of it, and
// is told of the death by the end of a pipe. It is out of the program's reach: not dumpable, and
// either of another user or outside of the Landlock domain that the program's signals cannot leave.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <iterator>

#include "sandbox/reduced/init_job.hpp"
#include "sandbox/reduced/init_killing.hpp"
#include "sandbox/reduced/init_program.hpp"
#include "sandbox/reduced/init_requests.hpp"
#include "sandbox/reduced/init_rules.hpp"

namespace {

using namespace assay::sandbox::reduced;
using protocol::Kind;
using protocol::Killing;
using protocol::Step;

/// Where the grader is gone there is nobody to tell, and all the more to end.
void tell(const protocol::Message& message) { (void)!write(protocol::status, &message, sizeof message); }

bool read_job_text(std::string& text) {
  char buffer[4096];
  ssize_t count;
  while ((count = read(protocol::job, buffer, sizeof buffer)) > 0) text.append(buffer, static_cast<std::size_t>(count));
  return count == 0;
}

/// A descriptor that tells of ended children, which nothing else does meanwhile.
int prepare(pid_t& grader) {
  grader = getppid();
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  // Killed with the grader, it could not end anything; see the theory above.
  const bool prepared = prctl(PR_SET_PDEATHSIG, 0) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0 &&
                        prctl(PR_SET_CHILD_SUBREAPER, 1) == 0 && signal(SIGPIPE, SIG_IGN) != SIG_ERR &&
                        sigprocmask(SIG_BLOCK, &children, nullptr) == 0;
  setsid();
  return prepared ? signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK) : -1;
}

/// Takes every child that has ended; false where there is none left, ended or not.
bool reap(pid_t program, int& status, bool& program_ended) {
  for (;;) {
    int how = 0;
    const pid_t ended = waitpid(-1, &how, WNOHANG | __WALL);
    if (ended == 0) return true;
    if (ended < 0 && errno != EINTR) return false;
    if (ended == program) {
      status = how;
      program_ended = true;
    }
  }
}

/// Until a child has ended, the grader has said something or a call was handed to us, which is
/// answered; poll(2) passes over negative numbers.
void wait_for_events(int signals, int control, Requests& requests, int longest) {
  pollfd files[] = {{signals, POLLIN, 0}, {control, POLLIN, 0}, {requests.listener(), POLLIN, 0}};
  poll(files, std::size(files), longest);
  if ((files[2].revents & POLLIN) != 0) requests.answer_one();
  signalfd_siginfo ignored{};
  while (read(signals, &ignored, sizeof ignored) > 0) {}
}

/// Until it ends, or the grader wants it to, or is gone.
void watch(pid_t program, int signals, Requests& requests) {
  bool ended = false;
  int status = 0;
  for (;;) {
    wait_for_events(signals, protocol::control, requests, -1);
    reap(program, status, ended);
    if (ended) return tell({Kind::ended, status, Step::none, -1, 0});
    char byte = 0;
    if (read(protocol::control, &byte, 1) >= 0) return;
  }
}

void end_every_process(const InitJob& job, pid_t program, int signals) {
  bool ended = false;
  int status = 0;
  Requests none(-1, job);
  do {
    kill_every_process(job);
    wait_for_events(signals, -1, none, 10);
  } while (reap(program, status, ended));
}

std::int64_t cpu_of_children() {
  rusage used{};
  getrusage(RUSAGE_CHILDREN, &used);
  const auto nanoseconds = [](const timeval& time) { return time.tv_sec * 1'000'000'000LL + time.tv_usec * 1'000LL; };
  return nanoseconds(used.ru_utime) + nanoseconds(used.ru_stime);
}

int fail(Step step, int error, int rule = -1) {
  tell({Kind::failed, error, step, rule, 0});
  return 1;
}

}  // namespace

int main() {
  pid_t grader = 0;
  const int signals = prepare(grader);
  if (signals < 0) return fail(Step::prepare, errno);
  std::string text;
  if (!read_job_text(text)) return fail(Step::read_job, errno);
  InitJob job = parse_job(text);
  if (job.killing == Killing::scope && !hold_signals_in(grader)) return fail(Step::hold_signals, errno);
  if (fcntl(protocol::control, F_SETFL, O_NONBLOCK) != 0) return fail(Step::prepare, errno);
  // Someone else's run, long dead, may have left a process of this user.
  if (job.killing == Killing::own_user) kill_every_process(job);
  Failure failure;
  const Started started = start_program(job, failure);
  const pid_t program = started.process;
  if (program < 0) return fail(failure.step, failure.error, failure.rule);
  // Holds the folder that a rule is about in the kernel's memory: made anew it would be another.
  char own[32];
  snprintf(own, sizeof own, "/proc/%d", program);
  const int kept = open(own, O_PATH | O_CLOEXEC);
  tell({Kind::started, 0, Step::none, -1, 0});
  Requests requests(started.requests, job);
  watch(program, signals, requests);
  end_every_process(job, program, signals);
  tell({Kind::gone, 0, Step::none, -1, cpu_of_children()});
  if (kept >= 0) close(kept);
  return 0;
}
