#include "sandbox/launch.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "sandbox/clone_into_cgroup.hpp"
#include "sandbox/devices.hpp"

namespace assay::sandbox {

namespace fs = std::filesystem;

namespace {

struct Staged {
  std::string host;
  std::string at;
  bool folder = false;
};

/// What the child reads and where it leaves its failure. It runs in our memory with every
/// thread of ours but this one going on, so it must not allocate, and calls the kernel
/// where libc's own call would reach out to the other threads (setresuid).
struct Child {
  const Launch* what = nullptr;
  std::vector<Staged> staged;
  std::string devices;      ///< the folder for them
  std::vector<char*> arguments;
  std::vector<int> parked;  ///< room for the child
  pid_t parent = 0;
  int program = -1;
  sigset_t signals{};
  bool born_in_its_cgroup = false;
  const char* failed_step = nullptr;
  int error = 0;
};

bool failed(Child& child, const char* step) {
  child.failed_step = step;
  child.error = errno;
  return false;
}

bool join_cgroup(Child& child) {
  if (child.born_in_its_cgroup) return true;
  for (const int file : child.what->join_files) {
    if (write(file, "0", 1) != 1) return failed(child, "joining the cgroup");
  }
  return true;
}

/// Root's own nodes, which the box can use and nobody in it change.
bool make_devices(Child& child) {
  if (mkdir(child.devices.c_str(), 0755) != 0) return false;
  const int folder = open(child.devices.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return false;
  const mode_t before = umask(0);  // this process shares its caller's memory, not its umask
  for (const Device& device : devices) {
    if (mknodat(folder, device.name, S_IFCHR | 0666, makedev(memory_devices_major, device.minor)) != 0) return false;
  }
  for (const DeviceLink& link : device_links) {
    if (symlinkat(link.target, folder, link.name) != 0) return false;
  }
  const bool made = mkdirat(folder, "shm", 0755) == 0;
  umask(before);
  return made && close(folder) == 0;
}

/// Binding from here, as root, spares the box's user from needing a way through the private
/// folders above what is mounted.
bool stage_mounts(Child& child) {
  if (child.what->staging.empty()) return true;
  if (syscall(SYS_unshare, CLONE_NEWNS) != 0) return failed(child, "making a mount namespace");
  if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return failed(child, "making mounts private");
  // All hosts are opened first: one of them may lie in the folder that staging covers.
  for (std::size_t i = 0; i < child.staged.size(); ++i) {
    child.parked[i] = static_cast<int>(syscall(SYS_open_tree, AT_FDCWD, child.staged[i].host.c_str(),
                                               OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE));
    if (child.parked[i] < 0) return failed(child, child.staged[i].host.c_str());
  }
  if (mount("assay", child.what->staging.c_str(), "tmpfs", MS_NOSUID, "size=1m,mode=755") != 0) {
    return failed(child, "mounting the staging folder");
  }
  if (!make_devices(child)) return failed(child, "making device nodes");
  for (std::size_t i = 0; i < child.staged.size(); ++i) {
    const Staged& one = child.staged[i];
    const bool made = one.folder ? mkdir(one.at.c_str(), 0755) == 0 : mknod(one.at.c_str(), S_IFREG | 0644, 0) == 0;
    if (!made || syscall(SYS_move_mount, child.parked[i], "", AT_FDCWD, one.at.c_str(), MOVE_MOUNT_F_EMPTY_PATH) != 0) {
      return failed(child, child.staged[i].host.c_str());
    }
  }
  return true;
}

bool change_user(Child& child) {
  const BoxIdentity& identity = child.what->identity;
  if (!identity.differs) return true;
  if (syscall(SYS_setgroups, 0, nullptr) != 0 ||
      syscall(SYS_setresgid, identity.gid, identity.gid, identity.gid) != 0 ||
      syscall(SYS_setresuid, identity.uid, identity.uid, identity.uid) != 0) {
    return failed(child, "changing to the box's user");
  }
  return true;
}

bool tie_to_parent(Child& child) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return failed(child, "asking to die with the grader");
  // The parent may have died before that took effect.
  if (getppid() != child.parent) {
    errno = ESRCH;
    return failed(child, "asking to die with the grader");
  }
  return true;
}

bool place_descriptors(Child& child) {
  const Launch& what = *child.what;
  const int count = static_cast<int>(what.descriptors.size());
  const int end = what.first_descriptor + count;
  for (int i = 0; i < count; ++i) {
    child.parked[static_cast<std::size_t>(i)] = fcntl(what.descriptors[static_cast<std::size_t>(i)], F_DUPFD_CLOEXEC, end);
    if (child.parked[static_cast<std::size_t>(i)] < 0) return failed(child, "duplicating descriptors");
  }
  const int error_output = fcntl(what.error_output, F_DUPFD_CLOEXEC, end);
  child.program = fcntl(child.program, F_DUPFD_CLOEXEC, end);
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (error_output < 0 || child.program < 0 || null < 0) return failed(child, "duplicating descriptors");
  if (close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) != 0) return failed(child, "closing descriptors (needs Linux 5.11)");
  for (int i = 0; i < count; ++i) {
    if (dup2(child.parked[static_cast<std::size_t>(i)], what.first_descriptor + i) < 0) return failed(child, "placing descriptors");
  }
  if (dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(error_output, 2) < 0) return failed(child, "placing descriptors");
  return true;
}

bool pin(Child& child) {
  if (child.what->cpu < 0) return true;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<unsigned>(child.what->cpu), &one);
  return sched_setaffinity(0, sizeof one, &one) == 0 || failed(child, "pinning to a processor");
}

int run_child(void* argument) {
  Child& child = *static_cast<Child*>(argument);
  // Changing user clears the tie, so it is tied before and after. Descriptors come before the
  // user changes, as the box's user could not reopen them, and after staging, which uses them.
  if (tie_to_parent(child) && join_cgroup(child) && pin(child) && stage_mounts(child) && place_descriptors(child) &&
      change_user(child) && tie_to_parent(child)) {
    char* environment[] = {nullptr};
    sigprocmask(SIG_SETMASK, &child.signals, nullptr);
    syscall(SYS_execveat, child.program, "", child.arguments.data(), environment, AT_EMPTY_PATH);
    failed(child, "executing it");
  }
  _exit(127);
}

/// The child's stack, with a page below it that no one may touch.
class Stack {
 public:
  Stack() : base_(mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0)) {
    if (base_ != MAP_FAILED) mprotect(base_, 4096, PROT_NONE);
  }
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;
  ~Stack() {
    if (base_ != MAP_FAILED) munmap(base_, size);
  }
  [[nodiscard]] bool mapped() const { return base_ != MAP_FAILED; }
  [[nodiscard]] void* bottom() const { return base_; }
  [[nodiscard]] void* top() const { return static_cast<char*>(base_) + size; }
  static constexpr std::size_t size = std::size_t{256} << 10;

 private:
  void* base_;
};

std::vector<Staged> plan_staging(const Launch& what) {
  std::vector<Staged> staged;
  for (const auto& host : what.staged) {
    std::error_code error;
    staged.push_back({host.string(), (what.staging / std::to_string(staged.size())).string(), fs::is_directory(host, error)});
  }
  return staged;
}

/// Signals stay blocked while two processes share this memory: a handler of ours must not
/// run in the child. It starts the program with none blocked and handlers reset by execve.
core::Result<Launched> start(Child& child) {
  const Stack stack;
  if (!stack.mapped()) return core::fail_errno("allocating a stack", errno);
  sigset_t every_signal;
  sigset_t before;
  sigfillset(&every_signal);
  sigemptyset(&child.signals);
  pthread_sigmask(SIG_SETMASK, &every_signal, &before);
  int pidfd = -1;
  pid_t pid = -1;
  child.born_in_its_cgroup = child.what->cgroup >= 0;
  if (child.born_in_its_cgroup) {
    pid = clone_into_cgroup(child.what->cgroup, run_child, &child, stack.bottom(), Stack::size, pidfd);
    // Where a sandbox around us forbids clone3, or the kernel has it not; what else is wrong is wrong either way.
    child.born_in_its_cgroup = pid >= 0;
  }
  if (pid < 0) pid = clone(run_child, stack.top(), CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, &child, &pidfd);
  const int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (pid < 0) return core::fail_errno("starting a process", error);
  return Launched{pid, util::Fd(pidfd)};
}

}  // namespace

fs::path staging_directory(const BoxIdentity& identity) {
  if (!identity.differs) return {};
  // In the launched program's own namespace, so what is below it on the host does not matter.
  for (const char* folder : {"/mnt", "/srv", "/run", "/tmp"}) {
    if (fs::is_directory(folder) && !fs::is_symlink(folder)) return folder;
  }
  return "/tmp";
}

core::Result<Launched> launch(const Launch& what) {
  const util::Fd program(open(what.program.c_str(), O_PATH | O_CLOEXEC));
  if (!program) return core::fail_errno("opening " + what.program.string(), errno);
  std::vector<std::string> words{what.program.filename().string()};
  words.insert(words.end(), what.arguments.begin(), what.arguments.end());

  Child child{.what = &what, .staged = plan_staging(what), .devices = (what.staging / staged_devices).string(), .parent = getpid(), .program = program.get()};
  for (auto& word : words) child.arguments.push_back(word.data());
  child.arguments.push_back(nullptr);
  child.parked.resize(std::max(what.descriptors.size(), child.staged.size()));

  auto launched = start(child);
  if (launched && child.failed_step) {
    waitpid(launched->pid, nullptr, 0);
    return core::fail_errno("starting " + what.program.string() + ": " + child.failed_step, child.error);
  }
  return launched;
}

}  // namespace assay::sandbox
