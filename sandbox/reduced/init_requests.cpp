#include "sandbox/reduced/init_requests.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <string_view>

#include "sandbox/reduced/init_killing.hpp"

namespace assay::sandbox::reduced {

namespace {

class File {
 public:
  explicit File(int number) : number_(number) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (number_ >= 0) close(number_);
  }
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(number_); }

 private:
  int number_;
};

/// One call that waits for its answer.
class Request {
 public:
  Request(int listener, const seccomp_notif& what, const std::vector<std::string>& writable)
      : listener_(listener), what_(what), writable_(writable) {}

  /// Zero, or an errno.
  int make();

 private:
  [[nodiscard]] std::uint64_t argument(unsigned index) const { return what_.data.args[index]; }
  [[nodiscard]] int number(unsigned index) const { return static_cast<int>(argument(index)); }
  [[nodiscard]] std::string in_proc(const std::string& name) const { return "/proc/" + std::to_string(what_.pid) + "/" + name; }

  [[nodiscard]] bool read_memory(std::uint64_t address, char* to, std::size_t size, std::size_t least) const;
  [[nodiscard]] int open_own(int folder, std::uint64_t path, bool follow) const;
  [[nodiscard]] bool is_own(const File& file) const;
  [[nodiscard]] bool still_waits() const { return ioctl(listener_, SECCOMP_IOCTL_NOTIF_ID_VALID, &what_.id) == 0; }

  int change_mode(int folder, std::uint64_t path, mode_t mode);
  int change_times(int folder, std::uint64_t path, std::uint64_t times, int flags);
  int send_signal(pid_t target, int signal);
  int send_thread_signal(pid_t process, pid_t thread, int signal);

  int listener_;
  const seccomp_notif& what_;
  const std::vector<std::string>& writable_;
};

/// At least `least` bytes of the caller's memory; the rest may lie beyond what is mapped.
bool Request::read_memory(std::uint64_t address, char* to, std::size_t size, std::size_t least) const {
  const File memory(open(in_proc("mem").c_str(), O_RDONLY | O_CLOEXEC));
  // The caller may have ended, and its number be another's.
  if (memory.number() < 0 || !still_waits()) return false;
  std::size_t done = 0;
  while (done < size) {
    // Not across a page at once, as the next may not be there.
    const std::size_t page = std::min<std::size_t>(size - done, 4096 - (address + done) % 4096);
    const ssize_t count = pread(memory.number(), to + done, page, static_cast<off_t>(address + done));
    if (count <= 0) break;
    done += static_cast<std::size_t>(count);
  }
  if (done < size) to[done] = '\0';
  return done >= least;
}

/// Whether it lies in what the run may write. Nothing from outside can get there by another name: Landlock
/// lets neither link nor rename into it.
bool Request::is_own(const File& file) const {
  char path[PATH_MAX];
  const ssize_t size = readlink(file.path().c_str(), path, sizeof path);
  if (size <= 0 || size == static_cast<ssize_t>(sizeof path)) return false;
  const std::string_view place(path, static_cast<std::size_t>(size));
  return std::any_of(writable_.begin(), writable_.end(), [&](const std::string& folder) {
    return place.starts_with(folder) && (place.size() == folder.size() || place[folder.size()] == '/');
  });
}

/// The file that the caller's words name, if it is the run's own; else a negative errno.
int Request::open_own(int folder, std::uint64_t path, bool follow) const {
  char words[PATH_MAX + 1] = "";
  if (!read_memory(path, words, PATH_MAX, 1)) return -EFAULT;
  const std::string from = folder == AT_FDCWD ? in_proc("cwd") : in_proc("fd/" + std::to_string(folder));
  const File start(open(from.c_str(), O_PATH | O_CLOEXEC));
  if (start.number() < 0) return -EBADF;
  open_how how{};
  how.flags = O_PATH | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW);
  // They would be ours, and not the caller's.
  how.resolve = RESOLVE_NO_MAGICLINKS;
  const int found = static_cast<int>(syscall(SYS_openat2, start.number(), words, &how, sizeof how));
  if (found < 0) return -errno;
  const File file(found);
  if (!is_own(file)) return -EPERM;
  if (!still_waits()) return -EINTR;
  return fcntl(found, F_DUPFD_CLOEXEC, 0);
}

int Request::change_mode(int folder, std::uint64_t path, mode_t mode) {
  const int found = open_own(folder, path, true);
  if (found < 0) return -found;
  const File file(found);
  // Nobody is to run anything of a submission's as the grader's user.
  return chmod(file.path().c_str(), mode & 01777) == 0 ? 0 : errno;
}

int Request::change_times(int folder, std::uint64_t path, std::uint64_t times, int flags) {
  if ((flags & ~AT_SYMLINK_NOFOLLOW) != 0) return EINVAL;
  timespec wanted[2]{};
  if (times != 0 && !read_memory(times, reinterpret_cast<char*>(wanted), sizeof wanted, sizeof wanted)) return EFAULT;
  const int found = open_own(folder, path, (flags & AT_SYMLINK_NOFOLLOW) == 0);
  if (found < 0) return -found;
  const File file(found);
  return utimensat(AT_FDCWD, file.path().c_str(), times != 0 ? wanted : nullptr, 0) == 0 ? 0 : errno;
}

/// To a process of the run's own, or to the caller's own process group, which are all of the run: the
/// program began a session of its own.
int Request::send_signal(pid_t target, int signal) {
  if (target == 0) {
    const pid_t group = getpgid(static_cast<pid_t>(what_.pid));
    if (group <= 1 || !still_waits()) return ESRCH;
    return kill(-group, signal) == 0 ? 0 : errno;
  }
  if (target < 0) return EPERM;
  const File process(static_cast<int>(syscall(SYS_pidfd_open, target, 0)));
  if (process.number() < 0) return errno;
  if (!descends_from_us(target)) return EPERM;
  return syscall(SYS_pidfd_send_signal, process.number(), signal, nullptr, 0) == 0 ? 0 : errno;
}

int Request::send_thread_signal(pid_t process, pid_t thread, int signal) {
  const File held(static_cast<int>(syscall(SYS_pidfd_open, process, 0)));
  if (held.number() < 0) return errno;
  if (!descends_from_us(process)) return EPERM;
  return syscall(SYS_tgkill, process, thread, signal) == 0 ? 0 : errno;
}

int Request::make() {
  switch (what_.data.nr) {
#ifdef SYS_chmod
    case SYS_chmod: return change_mode(AT_FDCWD, argument(0), static_cast<mode_t>(argument(1)));
#endif
    case SYS_fchmodat: return change_mode(number(0), argument(1), static_cast<mode_t>(argument(2)));
    case SYS_utimensat: return change_times(number(0), argument(1), argument(2), number(3));
    case SYS_kill: return send_signal(number(0), number(1));
    case SYS_tgkill: return send_thread_signal(number(0), number(1), number(2));
    default: return EPERM;
  }
}

}  // namespace

Requests::Requests(int listener, const InitJob& job) : listener_(listener) {
  for (const auto& rule : job.rules) {
    if (rule.right == protocol::Right::write) writable_.emplace_back(rule.path);
  }
}

void Requests::answer_one() {
  seccomp_notif what{};
  // Fails where the caller has been killed meanwhile.
  if (ioctl(listener_, SECCOMP_IOCTL_NOTIF_RECV, &what) != 0) return;
  seccomp_notif_resp answer{};
  answer.id = what.id;
  answer.error = -Request(listener_, what, writable_).make();
  ioctl(listener_, SECCOMP_IOCTL_NOTIF_SEND, &answer);
}

}  // namespace assay::sandbox::reduced
