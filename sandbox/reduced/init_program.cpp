#include "sandbox/reduced/init_program.hpp"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sandbox/reduced/init_rules.hpp"

namespace assay::sandbox::reduced {

namespace {

using protocol::Step;

/// A filter read into memory before the child shares it.
using Instructions = std::vector<sock_filter>;

bool read_filter(int file, Instructions& filter) {
  sock_filter one{};
  ssize_t size = 0;
  while ((size = read(file, &one, sizeof one)) == sizeof one) filter.push_back(one);
  return size == 0;
}

bool install(const Instructions& filter) {
  const sock_fprog program{static_cast<unsigned short>(filter.size()), const_cast<sock_filter*>(filter.data())};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

/// Gives the descriptor that its calls are handed to.
int install_handing(const Instructions& filter) {
  const sock_fprog program{static_cast<unsigned short>(filter.size()), const_cast<sock_filter*>(filter.data())};
  return static_cast<int>(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program));
}

/// unix(7): a copy for who reads the other end.
bool send_descriptor(int socket, int descriptor) {
  char byte = 0;
  iovec content{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &content;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* part = CMSG_FIRSTHDR(&message);
  part->cmsg_level = SOL_SOCKET;
  part->cmsg_type = SCM_RIGHTS;
  part->cmsg_len = CMSG_LEN(sizeof descriptor);
  std::memcpy(CMSG_DATA(part), &descriptor, sizeof descriptor);
  return sendmsg(socket, &message, MSG_NOSIGNAL) == 1;
}

int receive_descriptor(int socket) {
  char byte = 0;
  iovec content{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &content;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  int descriptor = -1;
  if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) != 1) return -1;
  if (const cmsghdr* part = CMSG_FIRSTHDR(&message)) std::memcpy(&descriptor, CMSG_DATA(part), sizeof descriptor);
  return descriptor;
}

/// Lowers both limits; a hard limit that is lower already stays.
bool limit(int resource, rlim_t value) {
  rlimit current{};
  if (getrlimit(static_cast<__rlimit_resource_t>(resource), &current) != 0) return false;
  const rlim_t lowered = value < current.rlim_max ? value : current.rlim_max;
  const rlimit wanted{lowered, lowered};
  return setrlimit(static_cast<__rlimit_resource_t>(resource), &wanted) == 0;
}

bool set_limits(const InitJob& job) {
  // RLIMIT_CORE: see init/program.cpp.
  return limit(RLIMIT_CORE, 1) && limit(RLIMIT_FSIZE, job.file_size) && limit(RLIMIT_NOFILE, job.open_files) &&
         limit(RLIMIT_STACK, job.stack) &&
         (job.processes == 0 || limit(RLIMIT_NPROC, job.processes));
}

/// Should memory run out before its limit is seen to be reached, the kernel is to take this first.
void offer_to_the_kernel() {
  const int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  // Only a help: the limit is held without it.
  if (file >= 0) (void)!write(file, "1000", 4);
}

/// Puts every descriptor under its number and leaves the others to be closed by execve.
bool place_descriptors(const std::vector<int>& inside, std::vector<int>& parked) {
  int highest = protocol::first_inherited + static_cast<int>(inside.size());
  for (const int number : inside) highest = number > highest ? number : highest;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    parked[i] = fcntl(protocol::first_inherited + static_cast<int>(i), F_DUPFD_CLOEXEC, highest + 1);
    if (parked[i] < 0) return false;
  }
  const int out = fcntl(protocol::standard_output, F_DUPFD_CLOEXEC, highest + 1);
  const int err = fcntl(protocol::standard_error, F_DUPFD_CLOEXEC, highest + 1);
  if (out < 0 || err < 0 || close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) != 0) return false;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (dup2(parked[i], inside[i]) < 0) return false;
  }
  return dup2(out, STDOUT_FILENO) >= 0 && dup2(err, STDERR_FILENO) >= 0;
}

bool change_user(const InitJob& job) {
  if (job.user == 0) return true;
  return syscall(SYS_setgroups, 0, nullptr) == 0 && syscall(SYS_setresgid, job.user, job.user, job.user) == 0 &&
         syscall(SYS_setresuid, job.user, job.user, job.user) == 0;
}

void reset_signals() {
  struct sigaction usual {};
  usual.sa_handler = SIG_DFL;
  sigaction(SIGPIPE, &usual, nullptr);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// What the child needs, made before it shares our memory.
struct Prepared {
  int rules = -1;
  Instructions filter;
  Instructions stricter;
  Instructions handed;
  int channel[2] = {-1, -1};  ///< for the descriptor of handed calls: ours, the child's
  std::vector<int> parked;
};

/// Runs in our memory, while we wait. The filters come last, as they take away the calls that the
/// other steps make; the user changes before the rules take away the right to.
[[noreturn]] void become_program(InitJob& job, Prepared& made, Failure& failure) {
  const auto fail = [&](Step step) {
    failure = {step, errno, -1};
    _exit(127);
  };
  setsid();
  umask(022);
  offer_to_the_kernel();
  int highest = protocol::first_inherited + static_cast<int>(job.inside.size());
  for (const int number : job.inside) highest = number > highest ? number : highest;
  const int rules = fcntl(made.rules, F_DUPFD_CLOEXEC, highest + 1);
  const int channel = fcntl(made.channel[1], F_DUPFD_CLOEXEC, highest + 1);
  if (rules < 0 || channel < 0 || !place_descriptors(job.inside, made.parked)) fail(Step::place_descriptors);
  if (chdir(job.directory) != 0) fail(Step::change_directory);
  if (!set_limits(job)) fail(Step::set_limits);
  if (!change_user(job)) fail(Step::change_user);
  // The change of user takes it away.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (!allow_own_proc(rules) || !restrict_self(rules)) fail(Step::restrict);
  reset_signals();
  if (!install(made.filter) || !install(made.stricter)) fail(Step::filter);
  if (!made.handed.empty()) {
    const int listener = install_handing(made.handed);
    if (listener < 0 || !send_descriptor(channel, listener)) fail(Step::filter);
  }
  execve(job.arguments[0], job.arguments.data(), job.environment.data());
  fail(Step::execute);
  __builtin_unreachable();
}

}  // namespace

Started start_program(InitJob& job, Failure& failure) {
  Prepared made;
  made.parked.resize(job.inside.size());
  if (!read_filter(protocol::filter, made.filter) || !read_filter(protocol::stricter_filter, made.stricter) ||
      !read_filter(protocol::handed_filter, made.handed) || made.filter.empty() || made.stricter.empty() ||
      socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, made.channel) != 0) {
    failure = {Step::filter, errno == 0 ? EINVAL : errno, -1};
    return {};
  }
  int failed_rule = -1;
  made.rules = make_rules(job, failed_rule);
  if (made.rules < 0) {
    failure = {Step::rules, errno, failed_rule};
    return {};
  }
  // Shared with the child of vfork, which leaves its failure there.
  static Failure seen;
  const pid_t program = vfork();
  if (program == 0) become_program(job, made, seen);
  if (program < 0) seen = {Step::fork, errno, -1};
  Started started{program, made.handed.empty() ? -1 : receive_descriptor(made.channel[0])};
  for (const int file : {made.rules, made.channel[0], made.channel[1]}) close(file);
  failure = seen;
  if (failure.step == Step::none) return started;
  if (program > 0) waitpid(program, nullptr, 0);
  return {};
}

}  // namespace assay::sandbox::reduced
