// Everything is allowed but what is named here: compilers, CMake and students' programs use
// a wide range of calls, and namespaces without capabilities already hold most of them.
// Named are calls that reach around the namespaces, that are large attack surface, or that
// no lab has a use for. A call that ordinary programs try and can do without is refused;
// one that only an attempt on the sandbox makes ends the process.
#include "sandbox/seccomp_filter.hpp"

#include <fcntl.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <vector>

#include "sandbox/memory_file.hpp"

namespace assay::sandbox {

namespace {

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

/// Only an attempt on the sandbox makes these.
constexpr const char* killed[] = {
    "mount", "umount", "umount2", "pivot_root", "move_mount", "open_tree", "fsopen", "fsmount", "fsconfig",
    "fspick", "mount_setattr", "setns", "kexec_load", "kexec_file_load", "init_module", "finit_module",
    "delete_module", "reboot", "swapon", "swapoff", "settimeofday", "clock_settime", "quotactl",
    "quotactl_fd", "acct", "iopl", "ioperm", "open_by_handle_at", "nfsservctl", "uselib", "vhangup"};

/// Libraries try these, or report the refusal themselves.
constexpr const char* refused[] = {
    "unshare", "bpf", "perf_event_open", "userfaultfd", "process_madvise", "kcmp", "pidfd_getfd", "syslog",
    "adjtimex", "clock_adjtime", "modify_ldt", "lookup_dcookie", "fanotify_init", "chroot"};

/// As on a kernel built without them, so that libraries take their other way.
constexpr const char* absent[] = {"io_uring_setup", "io_uring_enter", "io_uring_register", "keyctl",
                                  "add_key", "request_key"};

constexpr const char* tracing[] = {"ptrace", "process_vm_readv", "process_vm_writev"};

/// CLONE_NEWTIME is not one of clone's flags: its bit is part of the exit signal there.
constexpr scmp_datum_t new_namespaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
                                        CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

/// Adds rules and remembers the first failure.
class Rules {
 public:
  explicit Rules(scmp_filter_ctx filter) : filter_(filter) {}

  void add(std::uint32_t action, const char* name, std::vector<scmp_arg_cmp> conditions = {}) {
    const int call = seccomp_syscall_resolve_name(name);
    // A call that this libseccomp or this architecture has not is not one it could make.
    if (call == __NR_SCMP_ERROR || error_ != 0) return;
    error_ = seccomp_rule_add_array(filter_, action, call, static_cast<unsigned>(conditions.size()), conditions.data());
    if (error_ != 0) failed_ = name;
  }

  template <std::size_t count>
  void add(std::uint32_t action, const char* const (&names)[count]) {
    for (const char* name : names) add(action, name);
  }

  [[nodiscard]] int error() const { return -error_; }
  [[nodiscard]] const std::string& failed() const { return failed_; }

 private:
  scmp_filter_ctx filter_;
  int error_ = 0;
  std::string failed_;
};

/// Without a network of its own a box makes no socket but local ones. With it, the kinds
/// that its network namespace holds; AF_VSOCK, which no namespace holds, never.
void add_sockets(Rules& rules, bool loopback) {
  const std::uint32_t action = SCMP_ACT_ERRNO(EAFNOSUPPORT);
  constexpr scmp_datum_t last_family = AF_INET6;
  static_assert(AF_UNIX == 1 && AF_INET == 2 && AF_INET6 == 10);
  // The kernel takes the family as an int: the upper half of the register does not count.
  constexpr scmp_datum_t low_half = 0xffffffff;
  for (scmp_datum_t family = 0; family <= last_family; ++family) {
    const bool allowed = family == AF_UNIX || (loopback && (family == AF_INET || family == AF_INET6));
    if (!allowed) rules.add(action, "socket", {SCMP_A0_64(SCMP_CMP_MASKED_EQ, low_half, family)});
  }
  // "Greater" has no mask, so each higher bit stands for itself: 16, 32, … and 11 to 15.
  for (scmp_datum_t family = last_family + 1; family < 16; ++family) {
    rules.add(action, "socket", {SCMP_A0_64(SCMP_CMP_MASKED_EQ, low_half, family)});
  }
  for (scmp_datum_t bit = 16; bit <= low_half; bit <<= 1) {
    rules.add(action, "socket", {SCMP_A0_64(SCMP_CMP_MASKED_EQ, bit, bit)});
  }
}

/// Only what queries (all 32 bits set), and what turns address randomisation off (sanitizers,
/// debuggers). A rule holds one comparison of an argument, so bit by bit: with the marker bit
/// set all others must be, with it clear none but the allowed one may be.
void add_personality(Rules& rules) {
  constexpr scmp_datum_t marker = 1u << 30;
  for (scmp_datum_t bit = 1; bit <= 1u << 31; bit <<= 1) {
    if (bit == marker) continue;
    rules.add(SCMP_ACT_ERRNO(EPERM), "personality", {SCMP_A0_64(SCMP_CMP_MASKED_EQ, bit | marker, marker)});
    if (bit == ADDR_NO_RANDOMIZE) continue;
    rules.add(SCMP_ACT_ERRNO(EPERM), "personality", {SCMP_A0_64(SCMP_CMP_MASKED_EQ, bit | marker, bit)});
  }
}

void add_rules(Rules& rules, const Policy& policy) {
  rules.add(SCMP_ACT_KILL_PROCESS, killed);
  rules.add(SCMP_ACT_ERRNO(EPERM), refused);
  rules.add(SCMP_ACT_ERRNO(ENOSYS), absent);
  if (!policy.allowed.contains(Allow::ptrace)) rules.add(SCMP_ACT_ERRNO(EPERM), tracing);
  // clone3 has its flags in memory, which a filter cannot read; libc then uses clone.
  rules.add(SCMP_ACT_ERRNO(ENOSYS), "clone3");
  for (scmp_datum_t flag = 1; flag <= new_namespaces; flag <<= 1) {
    if (!(new_namespaces & flag)) continue;
    rules.add(SCMP_ACT_ERRNO(EPERM), "clone", {SCMP_A0_64(SCMP_CMP_MASKED_EQ, flag, flag)});
  }
  // The kernel takes the request as 32 bits: the upper half must not hide it (CVE-2017-5226).
  for (const scmp_datum_t request : {scmp_datum_t{TIOCSTI}, scmp_datum_t{TIOCLINUX}}) {
    rules.add(SCMP_ACT_ERRNO(EPERM), "ioctl", {SCMP_A1_64(SCMP_CMP_MASKED_EQ, 0xffffffff, request)});
  }
  add_personality(rules);
  add_sockets(rules, policy.allowed.contains(Allow::loopback_network));
  if (policy.cpu >= 0) rules.add(SCMP_ACT_ERRNO(EPERM), "sched_setaffinity");
}

core::Result<std::string> export_program(scmp_filter_ctx filter) {
  const util::Fd file(memfd_create("assay-filter", MFD_CLOEXEC));
  if (!file) return core::fail_errno("making a file for the system call filter", errno);
  if (const int error = seccomp_export_bpf(filter, file.get()); error != 0) {
    return core::fail_errno("writing the system call filter", -error);
  }
  const off_t size = lseek(file.get(), 0, SEEK_END);
  std::string program(static_cast<std::size_t>(size), '\0');
  if (pread(file.get(), program.data(), program.size(), 0) != size) {
    return core::fail_errno("reading the system call filter", errno);
  }
  return program;
}

core::Result<util::Fd> compile(const Policy& policy) {
  const Filter filter(seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
  if (!filter) return core::fail(core::ErrorKind::infrastructure, "libseccomp cannot make a filter");
  // A call of another architecture (32 bits, x32) would go by other numbers.
  if (const int error = seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS); error != 0) {
    return core::fail_errno("setting up the system call filter", -error);
  }
  Rules rules(filter.get());
  add_rules(rules, policy);
  if (rules.error() != 0) return core::fail_errno("filtering the system call " + rules.failed(), rules.error());
  const auto program = export_program(filter.get());
  if (!program) return std::unexpected(program.error());
  return make_memory_file("assay-filter", *program);
}

}  // namespace

core::Result<util::Fd> seccomp_program(const Policy& policy) {
  struct Key {
    std::set<Allow> allowed;
    bool pinned;
    auto operator<=>(const Key&) const = default;
  };
  static std::mutex mutex;
  static std::map<Key, util::Fd> compiled;
  const std::lock_guard lock(mutex);
  const Key key{policy.allowed, policy.cpu >= 0};
  auto known = compiled.find(key);
  if (known == compiled.end()) {
    auto program = compile(policy);
    if (!program) return std::unexpected(program.error());
    known = compiled.emplace(key, std::move(*program)).first;
  }
  return reopen(known->second);
}

}  // namespace assay::sandbox
