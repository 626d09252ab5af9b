#include "sandbox/init/program.hpp"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace assay::sandbox::init {

namespace {

using namespace init_protocol;

struct FixedLimit {
  int resource;
  rlim_t value;
};

/// The same in every box. What an ordinary user usually has (limits of Debian's kernel), so that
/// a grader's own higher ones do not come into the box.
constexpr FixedLimit fixed_limits[] = {
    // 1 rather than 0: the kernel then also starts no core_pattern helper, which 0 does not
    // prevent (fs/coredump.c), and writes no core file as it is below a page.
    {RLIMIT_CORE, 1},
    {RLIMIT_NICE, 0},
    {RLIMIT_RTPRIO, 0},
    {RLIMIT_MEMLOCK, rlim_t{8} << 20},
    {RLIMIT_MSGQUEUE, 819200},
    // Timers and queued signals come out of what the host grants a user, and all boxes are one user:
    // without a share of its own, one would leave the others none.
    {RLIMIT_SIGPENDING, 1024},
};

/// Lowers both limits; a hard limit that is lower already stays.
bool limit(int resource, rlim_t value) {
  rlimit current{};
  if (getrlimit(static_cast<__rlimit_resource_t>(resource), &current) != 0) return false;
  const rlim_t lowered = value < current.rlim_max ? value : current.rlim_max;
  const rlimit wanted{lowered, lowered};
  return setrlimit(static_cast<__rlimit_resource_t>(resource), &wanted) == 0;
}

bool set_limits(const Job& job) {
  for (const FixedLimit& fixed : fixed_limits) {
    if (!limit(fixed.resource, fixed.value)) return false;
  }
  return limit(RLIMIT_FSIZE, job.file_size) && limit(RLIMIT_NOFILE, job.open_files) && limit(RLIMIT_STACK, job.stack);
}

/// Puts every descriptor under its number and leaves the others to be closed by execve.
bool place_descriptors(const std::vector<int>& inside) {
  int highest = first_inherited + static_cast<int>(inside.size());
  for (const int number : inside) highest = number > highest ? number : highest;
  std::vector<int> parked;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    parked.push_back(fcntl(first_inherited + static_cast<int>(i), F_DUPFD_CLOEXEC, highest + 1));
    if (parked.back() < 0) return false;
  }
  const int out = fcntl(standard_output, F_DUPFD_CLOEXEC, highest + 1);
  const int err = fcntl(standard_error, F_DUPFD_CLOEXEC, highest + 1);
  if (out < 0 || err < 0 || close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) != 0) return false;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (dup2(parked[i], inside[i]) < 0) return false;
  }
  return dup2(out, STDOUT_FILENO) >= 0 && dup2(err, STDERR_FILENO) >= 0;
}

bool filter_calls(const std::vector<sock_filter>& filter) {
  sock_fprog program{static_cast<unsigned short>(filter.size()), const_cast<sock_filter*>(filter.data())};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

}  // namespace

bool read_filter(int file, std::vector<sock_filter>& filter) {
  sock_filter buffer[256];
  ssize_t count;
  while ((count = read(file, buffer, sizeof buffer)) > 0) {
    filter.insert(filter.end(), buffer, buffer + static_cast<std::size_t>(count) / sizeof *buffer);
  }
  return count == 0;
}

void become_program(const Job& job, const Words& command, const std::vector<sock_filter>& filter, Failure& failure) {
  const auto fail = [&](Step step) {
    failure = {step, errno};
    _exit(127);
  };
  if (chdir(job.directory) != 0) fail(Step::change_directory);
  if (!place_descriptors(job.descriptors)) fail(Step::place_descriptors);
  if (!set_limits(job)) fail(Step::set_limits);
  if (!filter_calls(filter)) fail(Step::filter_calls);
  execve(command[0], command.data(), job.environment.data());
  fail(Step::execute);
  __builtin_unreachable();
}

}  // namespace assay::sandbox::init
