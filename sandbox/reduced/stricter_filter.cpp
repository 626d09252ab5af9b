#include "sandbox/reduced/stricter_filter.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <cerrno>
#include <map>
#include <mutex>
#include <utility>

#include "sandbox/memory_file.hpp"
#include "sandbox/reduced/landlock_abi.hpp"
#include "sandbox/seccomp_rules.hpp"

namespace assay::sandbox::reduced {

namespace {

constexpr scmp_datum_t low_half = 0xffffffff;

/// The host's own objects, as there is no IPC namespace; notice of what happens to host files; and
/// memory that no process's size shows. As on a kernel built without them.
constexpr const char* absent[] = {
    "shmget", "shmat", "shmdt", "shmctl", "semget", "semop", "semtimedop", "semctl", "msgget", "msgsnd", "msgrcv", "msgctl",
    "mq_open", "mq_unlink", "mq_timedsend", "mq_timedreceive", "mq_notify", "mq_getsetattr", "inotify_init",
    "inotify_init1", "memfd_create", "memfd_secret"};

/// A socket pair of datagrams could be connected anew, so connecting is no one's.
constexpr const char* networking[] = {"connect", "bind", "listen", "accept", "accept4"};

constexpr const char* others_memory[] = {"process_mrelease", "migrate_pages", "move_pages"};

/// Landlock does not ask for any of these, so with the caller's own user they would reach all that
/// is the caller's. By descriptor they reach only what could be opened.
constexpr const char* attributes_by_path[] = {
    "chown", "lchown", "fchownat", "utime", "utimes", "futimesat", "setxattr", "lsetxattr",
    "setxattrat", "removexattr", "lremovexattr", "removexattrat"};

/// With the caller's own user these reach the caller's other processes.
constexpr const char* scheduling_of[] = {"sched_setscheduler", "sched_setparam", "sched_setattr", "sched_setaffinity"};

constexpr const char* signals[] = {"tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal"};

constexpr const char* handed_modes[] = {"chmod", "fchmodat"};
constexpr const char* handed_signals[] = {"kill", "tgkill"};
/// fchmodat2, which this libseccomp may not know by name: as on a kernel without it, as libc then calls
/// fchmodat.
constexpr int number_of_fchmodat2 = 452;

void add_networking(SeccompRules& rules) {
  rules.add(SCMP_ACT_ERRNO(EAFNOSUPPORT), "socket");
  rules.add(SCMP_ACT_ERRNO(EPERM), networking);
  // Only pairs that cannot have another partner. Of the type the kernel takes four bits (SOCK_TYPE_MASK).
  for (scmp_datum_t type = 0; type < 16; ++type) {
    if (type == SOCK_STREAM || type == SOCK_SEQPACKET) continue;
    rules.add(SCMP_ACT_ERRNO(EAFNOSUPPORT), "socketpair", {SCMP_A1_64(SCMP_CMP_MASKED_EQ, 0xf, type)});
  }
}

void add_memory(SeccompRules& rules) {
  // Given up by the one mapping that showed it, such memory lives on in the kernel.
  constexpr scmp_datum_t shared_without_file = MAP_SHARED | MAP_ANONYMOUS;
  rules.add(SCMP_ACT_ERRNO(EPERM), "mmap", {SCMP_A3_64(SCMP_CMP_MASKED_EQ, shared_without_file, shared_without_file)});
}

/// Before Landlock knew of it, a file that may be read could be emptied.
void add_truncation(SeccompRules& rules) {
  rules.add(SCMP_ACT_ERRNO(EACCES), "truncate");
  rules.add(SCMP_ACT_ERRNO(ENOSYS), "openat2");  // its flags are in memory, which a filter cannot read
  constexpr scmp_datum_t asked = O_ACCMODE | O_TRUNC;
  rules.add(SCMP_ACT_ERRNO(EACCES), "open", {SCMP_A1_64(SCMP_CMP_MASKED_EQ, asked, O_RDONLY | O_TRUNC)});
  rules.add(SCMP_ACT_ERRNO(EACCES), "openat", {SCMP_A2_64(SCMP_CMP_MASKED_EQ, asked, O_RDONLY | O_TRUNC)});
}

void add_signals(SeccompRules& rules) {
  rules.add(SCMP_ACT_ERRNO(EPERM), signals);
  // A file's owner is sent any signal that was asked for (fcntl(2), F_SETSIG).
  for (const scmp_datum_t command : {F_SETOWN, F_SETOWN_EX, F_SETSIG}) {
    rules.add(SCMP_ACT_ERRNO(EPERM), "fcntl", {SCMP_A1_64(SCMP_CMP_MASKED_EQ, low_half, command)});
  }
}

void add_for_the_callers_user(SeccompRules& rules, const Machine& machine) {
  rules.add(SCMP_ACT_ERRNO(EPERM), attributes_by_path);
  rules.add(SCMP_ACT_ERRNO(ENOSYS), number_of_fchmodat2);
  for (const char* name : scheduling_of) rules.add(SCMP_ACT_ERRNO(EPERM), name, {SCMP_A0_64(SCMP_CMP_NE, 0, 0)});
  for (const char* name : {"setpriority", "ioprio_set"}) {
    rules.add(SCMP_ACT_ERRNO(EPERM), name, {SCMP_A1_64(SCMP_CMP_NE, 0, 0)});
    // PRIO_USER and IOPRIO_WHO_USER of oneself are all that is the caller's.
    rules.add(SCMP_ACT_ERRNO(EPERM), name, {SCMP_A0_64(SCMP_CMP_GE, 2, 0)});
  }
  if (machine.killing != protocol::Killing::scope) add_signals(rules);
}

core::Result<util::Fd> compile(const Machine& machine) {
  auto rules = SeccompRules::make();
  if (!rules) return std::unexpected(rules.error());
  rules->add(SCMP_ACT_ERRNO(ENOSYS), absent);
  rules->add(SCMP_ACT_ERRNO(EPERM), others_memory);
  add_networking(*rules);
  add_memory(*rules);
  // Another's limits: one of CPU time is a signal by another name.
  rules->add(SCMP_ACT_ERRNO(EPERM), "prlimit64", {SCMP_A0_64(SCMP_CMP_NE, 0, 0)});
  if (machine.abi < landlock::abi_of_truncate) add_truncation(*rules);
  if (!machine.own_user) add_for_the_callers_user(*rules, machine);
  return rules->compile();
}

core::Result<util::Fd> compile_handing(const Machine& machine) {
  if (machine.own_user) return make_memory_file("assay-filter", "");
  auto rules = SeccompRules::make();
  if (!rules) return std::unexpected(rules.error());
  rules->add(SCMP_ACT_NOTIFY, handed_modes);
  // Without a path it is about a descriptor (futimens(3)).
  rules->add(SCMP_ACT_NOTIFY, "utimensat", {SCMP_A1_64(SCMP_CMP_NE, 0, 0)});
  if (machine.killing != protocol::Killing::scope) rules->add(SCMP_ACT_NOTIFY, handed_signals);
  return rules->compile();
}

/// By what a filter depends on.
class Compiled {
 public:
  core::Result<util::Fd> get(const Machine& machine, core::Result<util::Fd> (*make)(const Machine&)) {
    const std::lock_guard lock(mutex_);
    auto known = filters_.find({machine.abi, machine.own_user});
    if (known == filters_.end()) {
      auto filter = make(machine);
      if (!filter) return std::unexpected(filter.error());
      known = filters_.emplace(std::pair{machine.abi, machine.own_user}, std::move(*filter)).first;
    }
    return reopen(known->second);
  }

 private:
  std::mutex mutex_;
  std::map<std::pair<int, bool>, util::Fd> filters_;
};

}  // namespace

core::Result<util::Fd> stricter_filter(const Machine& machine) {
  static Compiled compiled;
  return compiled.get(machine, &compile);
}

core::Result<util::Fd> handing_filter(const Machine& machine) {
  static Compiled compiled;
  return compiled.get(machine, &compile_handing);
}

}  // namespace assay::sandbox::reduced
