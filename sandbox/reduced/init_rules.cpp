#include "sandbox/reduced/init_rules.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "sandbox/reduced/landlock_abi.hpp"

namespace assay::sandbox::reduced {

namespace {

using namespace landlock;
using protocol::Right;

/// A file takes no rights that are a folder's.
constexpr std::uint64_t file_rights = execute | write_file | read_file | truncate | ioctl_dev;

std::uint64_t rights_of(Right right) {
  switch (right) {
    case Right::read: return execute | read_file | read_dir;
    case Right::device: return read_file | write_file;
    // No sockets and no devices: nothing in a lab makes any.
    case Right::write:
      return execute | read_file | read_dir | write_file | remove_dir | remove_file | make_dir | make_reg | make_fifo |
             make_sym | refer | truncate;
  }
  return 0;
}

bool add_rule(int ruleset, int parent, std::uint64_t rights) {
  const PathBeneath rule{rights, parent};
  return syscall(number_of_add, ruleset, rule_path_beneath, &rule, 0) == 0;
}

bool allow(int ruleset, const Rule& rule, int abi) {
  const int file = open(rule.path, O_PATH | O_CLOEXEC);
  if (file < 0) return false;
  struct stat info {};
  bool added = fstat(file, &info) == 0;
  std::uint64_t rights = rights_of(rule.right) & all_file_rights(abi);
  if (added && !S_ISDIR(info.st_mode)) rights &= file_rights;
  added = added && add_rule(ruleset, file, rights);
  const int error = errno;
  close(file);
  errno = error;
  return added;
}

int create_ruleset(const Ruleset& wanted, int abi) {
  // The kernel refuses a structure that is longer than its own where the rest is not zero, so
  // the size need not be that of its version.
  Ruleset known = wanted;
  if (abi < abi_of_network) known.network = 0;
  if (abi < abi_of_scopes) known.scoped = 0;
  return static_cast<int>(syscall(number_of_create, &known, sizeof known, 0));
}

}  // namespace

int make_rules(const InitJob& job, int& failed) {
  failed = -1;
  const Ruleset wanted{all_file_rights(job.abi), bind_tcp | connect_tcp, abstract_unix_socket | signal};
  const int ruleset = create_ruleset(wanted, job.abi);
  if (ruleset < 0) return -1;
  for (std::size_t i = 0; i < job.rules.size(); ++i) {
    if (allow(ruleset, job.rules[i], job.abi)) continue;
    failed = static_cast<int>(i);
    close(ruleset);
    return -1;
  }
  return ruleset;
}

bool allow_own_proc(int ruleset) {
  const int own = open("/proc/self/", O_PATH | O_DIRECTORY | O_CLOEXEC);
  return own >= 0 && add_rule(ruleset, own, read_file | read_dir);
}

bool restrict_self(int ruleset) {
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(number_of_restrict, ruleset, 0) == 0;
}

bool hold_signals_in(pid_t other) {
  const int ruleset = create_ruleset({0, 0, signal}, abi_of_scopes);
  if (ruleset < 0 || !restrict_self(ruleset)) return false;
  close(ruleset);
  // What is sent to all one may signal depends on it, so it is not taken on trust.
  if (kill(other, 0) == 0) {
    errno = ENOTSUP;
    return false;
  }
  return errno == EPERM;
}

}  // namespace assay::sandbox::reduced
