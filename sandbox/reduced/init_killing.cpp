// How a run ends at once, although its processes fork, ignore signals and leave their sessions.
//
// kill(2) with -1 reaches every process that the caller may signal, and no process can be started
// meanwhile that it does not reach: fork(2) fails while a fatal signal is pending, and both hold
// the kernel's list of processes. So what is needed is a caller who may signal the run's processes
// and no others:
//
// - own_user: a child of ours whose effective user is the run's. Its real and saved user are a
//   second one that nobody else has: kill(2) asks whether the sender's real or effective user is the
//   target's real or saved one, so the run cannot signal, or stop, the child in return.
// - scope: ourselves, in a Landlock domain that signals cannot leave (hold_signals_in).
//
// Without either there is only to walk down from ourselves, the reaper of all that is orphaned, and
// take from each process the right to fork before it is killed.
#include "sandbox/reduced/init_killing.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <set>
#include <string>

namespace assay::sandbox::reduced {

namespace {

[[noreturn]] void kill_as(uid_t user, uid_t killer) {
  if (syscall(SYS_setresgid, killer, killer, killer) != 0 || syscall(SYS_setresuid, killer, user, killer) != 0) _exit(1);
  uid_t real = 0;
  uid_t effective = 0;
  uid_t saved = 0;
  // As root, or half changed, this would end the machine.
  if (getresuid(&real, &effective, &saved) != 0 || real != killer || effective != user || saved != killer || killer == 0 ||
      user == 0) {
    _exit(1);
  }
  kill(-1, SIGKILL);
  _exit(0);
}

void kill_user(uid_t user, uid_t killer) {
  const pid_t child = fork();
  if (child == 0) kill_as(user, killer);
  while (child > 0 && waitpid(child, nullptr, 0) < 0 && errno == EINTR) {}
}

/// proc_pid_stat(5): the fourth field, after a name that may hold anything.
pid_t parent_of(const std::string& process) {
  char text[512];
  const int file = open(("/proc/" + process + "/stat").c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  const ssize_t size = read(file, text, sizeof text - 1);
  close(file);
  if (size <= 0) return 0;
  text[size] = '\0';
  const char* after_name = std::strrchr(text, ')');
  return after_name && std::strlen(after_name) > 4 ? static_cast<pid_t>(std::strtol(after_name + 4, nullptr, 10)) : 0;
}

std::multimap<pid_t, pid_t> children_by_parent() {
  std::multimap<pid_t, pid_t> children;
  DIR* const proc = opendir("/proc");
  if (!proc) return children;
  while (const dirent* entry = readdir(proc)) {
    if (entry->d_name[0] < '1' || entry->d_name[0] > '9') continue;
    children.emplace(parent_of(entry->d_name), static_cast<pid_t>(std::strtol(entry->d_name, nullptr, 10)));
  }
  closedir(proc);
  return children;
}

void kill_descendants() {
  const auto children = children_by_parent();
  std::set<pid_t> reached{getpid()};
  for (std::set<pid_t> next = reached; !next.empty();) {
    std::set<pid_t> found;
    for (const pid_t parent : next) {
      const auto [begin, end] = children.equal_range(parent);
      for (auto child = begin; child != end; ++child) {
        if (reached.insert(child->second).second) found.insert(child->second);
      }
    }
    next = std::move(found);
  }
  reached.erase(getpid());
  const rlimit none{0, 0};
  for (const pid_t process : reached) {
    prlimit(process, RLIMIT_NPROC, &none, nullptr);
    kill(process, SIGKILL);
  }
}

}  // namespace

bool descends_from_us(pid_t process) {
  const pid_t us = getpid();
  for (pid_t above = process; above > 1; above = parent_of(std::to_string(above))) {
    if (above == us) return process != us;
  }
  return false;
}

void kill_every_process(const InitJob& job) {
  switch (job.killing) {
    case protocol::Killing::own_user: kill_user(job.user, job.killer); break;
    case protocol::Killing::scope: kill(-1, SIGKILL); break;
    case protocol::Killing::descent: kill_descendants(); break;
  }
}

}  // namespace assay::sandbox::reduced
