// Everything is allowed but what is named here: compilers, CMake and students' programs use
// a wide range of calls, and namespaces without capabilities already hold most of them.
// Named are calls that reach around the namespaces or the limits, that are large attack
// surface, or that no lab has a use for. A call that ordinary programs try and can do without is refused;
// one that only an attempt on the sandbox makes ends the process.
#include "sandbox/seccomp_filter.hpp"

#include <fcntl.h>
#include <linux/sched.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/socket.h>

#include <cerrno>
#include <map>
#include <mutex>

#include "sandbox/memory_file.hpp"
#include "sandbox/seccomp_rules.hpp"

namespace assay::sandbox {

namespace {

/// Only an attempt on the sandbox makes these.
constexpr const char* killed[] = {
    "mount", "umount", "umount2", "pivot_root", "move_mount", "open_tree", "fsopen", "fsmount", "fsconfig",
    "fspick", "mount_setattr", "setns", "kexec_load", "kexec_file_load", "init_module", "finit_module",
    "delete_module", "reboot", "swapon", "swapoff", "settimeofday", "clock_settime", "quotactl",
    "quotactl_fd", "acct", "iopl", "ioperm", "open_by_handle_at", "nfsservctl", "uselib", "vhangup"};

/// Libraries try these, or report the refusal themselves.
constexpr const char* refused[] = {
    "unshare", "bpf", "perf_event_open", "userfaultfd", "process_madvise", "kcmp", "pidfd_getfd", "syslog",
    "adjtimex", "clock_adjtime", "modify_ldt", "lookup_dcookie", "fanotify_init", "chroot",
    // Memory policies of a file's pages are memory of the kernel that no limit counts.
    "mbind", "set_mempolicy", "set_mempolicy_home_node", "migrate_pages", "move_pages"};

/// As on a kernel built without them, so that libraries take their other way. Asynchronous I/O
/// takes from a number of events that the whole host shares (fs.aio-max-nr). Inotify sees what
/// other processes do with the host's files, and takes from what all boxes share. Secret memory
/// leaves the kernel's own map in pieces.
constexpr const char* absent[] = {"io_uring_setup", "io_uring_enter", "io_uring_register", "keyctl",
                                  "add_key", "request_key", "io_setup", "inotify_init", "inotify_init1",
                                  "memfd_secret"};

/// They write out every file of the host (sync), or of one of its file systems, and all that
/// writes there waits. A box's own files are in memory, or read once it has ended.
constexpr const char* without_effect[] = {"sync", "syncfs"};

/// Calls that came with Linux 6.5 and later, which nothing here has looked at. Numbers are the
/// same on all architectures from 424 on; x86's next ones begin at 512.
constexpr int first_unknown = 451;
constexpr int last_unknown = 511;

constexpr const char* tracing[] = {"ptrace", "process_vm_readv", "process_vm_writev"};

/// CLONE_NEWTIME is not one of clone's flags: its bit is part of the exit signal there.
constexpr scmp_datum_t new_namespaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
                                        CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

/// The kernel takes what an `int` is passed in by its lower half: the upper one hides nothing (CVE-2017-5226).
constexpr scmp_datum_t low_half = 0xffffffff;

/// Also for `socketpair`, as either call loads the module of a family that the kernel has not yet.
void add_families(SeccompRules& rules, const char* call, bool loopback) {
  const std::uint32_t action = SCMP_ACT_ERRNO(EAFNOSUPPORT);
  constexpr scmp_datum_t last_family = AF_INET6;
  static_assert(AF_UNIX == 1 && AF_INET == 2 && AF_INET6 == 10);
  for (scmp_datum_t family = 0; family <= last_family; ++family) {
    const bool allowed = family == AF_UNIX || (loopback && (family == AF_INET || family == AF_INET6));
    if (!allowed) rules.add(action, call, {SCMP_A0_64(SCMP_CMP_MASKED_EQ, low_half, family)});
  }
  // "Greater" has no mask, so each higher bit stands for itself: 16, 32, … and 11 to 15.
  for (scmp_datum_t family = last_family + 1; family < 16; ++family) {
    rules.add(action, call, {SCMP_A0_64(SCMP_CMP_MASKED_EQ, low_half, family)});
  }
  for (scmp_datum_t bit = 16; bit <= low_half; bit <<= 1) {
    rules.add(action, call, {SCMP_A0_64(SCMP_CMP_MASKED_EQ, bit, bit)});
  }
}

/// Protocols that are always part of the kernel. Another (SCTP, DCCP, …) would be loaded at a program's wish.
void add_protocols(SeccompRules& rules) {
  static_assert(IPPROTO_IP == 0 && IPPROTO_ICMP == 1 && IPPROTO_TCP == 6 && IPPROTO_UDP == 17);
  const std::uint32_t action = SCMP_ACT_ERRNO(EPROTONOSUPPORT);
  constexpr scmp_datum_t first_too_high = 32;
  for (scmp_datum_t protocol = 0; protocol < first_too_high; ++protocol) {
    if (protocol == IPPROTO_IP || protocol == IPPROTO_ICMP || protocol == IPPROTO_TCP || protocol == IPPROTO_UDP) continue;
    rules.add(action, "socket", {SCMP_A2_64(SCMP_CMP_MASKED_EQ, low_half, protocol)});
  }
  for (scmp_datum_t bit = first_too_high; bit <= low_half; bit <<= 1) {
    rules.add(action, "socket", {SCMP_A2_64(SCMP_CMP_MASKED_EQ, bit, bit)});
  }
}

/// Without a network of its own a box makes no socket but local ones. With it, the kinds
/// that its network namespace holds; AF_VSOCK, which no namespace holds, never.
void add_sockets(SeccompRules& rules, bool loopback) {
  add_families(rules, "socket", loopback);
  add_families(rules, "socketpair", false);
  add_protocols(rules);
}

/// Pages of a pool that the host set aside, which no memory limit counts.
void add_huge_pages(SeccompRules& rules) {
  const std::uint32_t action = SCMP_ACT_ERRNO(ENOMEM);
  rules.add(action, "mmap", {SCMP_A3_64(SCMP_CMP_MASKED_EQ, MAP_HUGETLB, MAP_HUGETLB)});
  rules.add(action, "memfd_create", {SCMP_A1_64(SCMP_CMP_MASKED_EQ, MFD_HUGETLB, MFD_HUGETLB)});
  rules.add(action, "shmget", {SCMP_A2_64(SCMP_CMP_MASKED_EQ, SHM_HUGETLB, SHM_HUGETLB)});
}

/// Single purposes of calls that have harmless ones.
void add_purposes(SeccompRules& rules, const Policy& policy) {
  for (const scmp_datum_t request : {scmp_datum_t{TIOCSTI}, scmp_datum_t{TIOCLINUX}}) {
    rules.add(SCMP_ACT_ERRNO(EPERM), "ioctl", {SCMP_A1_64(SCMP_CMP_MASKED_EQ, low_half, request)});
  }
  // Any number can be had, each of which takes memory of the kernel that no limit counts.
  for (const scmp_datum_t command : {F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW}) {
    if (policy.allowed.contains(Allow::record_locks)) break;
    rules.add(SCMP_ACT_ERRNO(ENOLCK), "fcntl", {SCMP_A1_64(SCMP_CMP_MASKED_EQ, low_half, command)});
  }
  // Inotify's predecessor.
  rules.add(SCMP_ACT_ERRNO(EINVAL), "fcntl", {SCMP_A1_64(SCMP_CMP_MASKED_EQ, low_half, F_NOTIFY)});
  // Keeps the other half of a processor's core idle, at no one's cost.
  rules.add(SCMP_ACT_ERRNO(EPERM), "prctl", {SCMP_A0_64(SCMP_CMP_MASKED_EQ, low_half, PR_SCHED_CORE)});
  // Only one's own: the kernel lets a process limit any of the same user, and init is one. At a
  // CPU limit of a second it would die in the middle of a run, as if the sandbox had failed.
  rules.add(SCMP_ACT_ERRNO(EPERM), "prlimit64", {SCMP_A0_64(SCMP_CMP_NE, 0, 0)});
}

/// Only what queries (all 32 bits set), and what turns address randomisation off (sanitizers,
/// debuggers). A rule holds one comparison of an argument, so bit by bit: with the marker bit
/// set all others must be, with it clear none but the allowed one may be.
void add_personality(SeccompRules& rules) {
  constexpr scmp_datum_t marker = 1u << 30;
  for (scmp_datum_t bit = 1; bit <= 1u << 31; bit <<= 1) {
    if (bit == marker) continue;
    rules.add(SCMP_ACT_ERRNO(EPERM), "personality", {SCMP_A0_64(SCMP_CMP_MASKED_EQ, bit | marker, marker)});
    if (bit == ADDR_NO_RANDOMIZE) continue;
    rules.add(SCMP_ACT_ERRNO(EPERM), "personality", {SCMP_A0_64(SCMP_CMP_MASKED_EQ, bit | marker, bit)});
  }
}

void add_rules(SeccompRules& rules, const Policy& policy) {
  rules.add(SCMP_ACT_KILL_PROCESS, killed);
  rules.add(SCMP_ACT_ERRNO(EPERM), refused);
  rules.add(SCMP_ACT_ERRNO(ENOSYS), absent);
  rules.add(SCMP_ACT_ERRNO(0), without_effect);
  for (int call = first_unknown; call <= last_unknown; ++call) rules.add(SCMP_ACT_ERRNO(ENOSYS), call);
  if (!policy.allowed.contains(Allow::ptrace)) rules.add(SCMP_ACT_ERRNO(EPERM), tracing);
  // clone3 has its flags in memory, which a filter cannot read; libc then uses clone.
  rules.add(SCMP_ACT_ERRNO(ENOSYS), "clone3");
  for (scmp_datum_t flag = 1; flag <= new_namespaces; flag <<= 1) {
    if (!(new_namespaces & flag)) continue;
    rules.add(SCMP_ACT_ERRNO(EPERM), "clone", {SCMP_A0_64(SCMP_CMP_MASKED_EQ, flag, flag)});
  }
  add_purposes(rules, policy);
  add_huge_pages(rules);
  add_personality(rules);
  add_sockets(rules, policy.allowed.contains(Allow::loopback_network));
  if (policy.cpu >= 0) rules.add(SCMP_ACT_ERRNO(EPERM), "sched_setaffinity");
}

core::Result<util::Fd> compile(const Policy& policy) {
  auto rules = SeccompRules::make();
  if (!rules) return std::unexpected(rules.error());
  add_rules(*rules, policy);
  return rules->compile();
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
