#include "sandbox/survey/trials.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "sandbox/box_cgroup.hpp"
#include "sandbox/cgroup_layout.hpp"
#include "sandbox/helpers.hpp"
#include "sandbox/identity.hpp"
#include "util/fd.hpp"
#include "util/process.hpp"

namespace assay::sandbox::survey {
namespace {

/// What a child did last, and errno where it failed; shorter than PIPE_BUF, so it arrives whole.
struct Report {
  std::array<char, 64> step{};
  int error = 0;
};

/// In the forked child, where nothing may be allocated.
bool failed(Report& report, const char* step) {
  report.error = errno;
  std::strncpy(report.step.data(), step, report.step.size() - 1);
  return false;
}

/// As `launch` does it; the child has one thread.
bool become_the_boxs_user(const BoxIdentity& identity, Report& report) {
  if (!identity.differs) return true;
  if (::syscall(SYS_setgroups, 0, nullptr) != 0) return failed(report, "setgroups");
  if (::syscall(SYS_setresgid, identity.gid, identity.gid, identity.gid) != 0) return failed(report, "setresgid");
  if (::syscall(SYS_setresuid, identity.uid, identity.uid, identity.uid) != 0) return failed(report, "setresuid");
  // Its own files in /proc are root's until it executes something; proc(5).
  if (::prctl(PR_SET_DUMPABLE, 1) != 0) return failed(report, "prctl");
  return true;
}

bool write_map(const char* file, unsigned id, Report& report) {
  std::array<char, 64> line{};
  const int length = std::snprintf(line.data(), line.size(), "%u %u 1\n", id, id);
  const int opened = ::open(file, O_WRONLY | O_CLOEXEC);
  if (opened < 0 || ::write(opened, line.data(), static_cast<std::size_t>(length)) != length) return failed(report, file);
  return true;
}

bool make_user_namespace(const BoxIdentity& identity, Report& report) {
  if (!become_the_boxs_user(identity, report)) return false;
  if (::unshare(CLONE_NEWUSER) != 0) return failed(report, "unshare");
  if (!write_map("/proc/self/uid_map", identity.uid, report)) return false;
  // What AppArmor takes from a namespace that it lets be made: capabilities in it.
  if (::unshare(CLONE_NEWNS) != 0) return failed(report, "unshare a mount namespace in it");
  return true;
}

bool mount_in_own_namespace(const BoxIdentity&, Report& report) {
  if (::unshare(CLONE_NEWNS) != 0) return failed(report, "unshare a mount namespace");
  if (::mount(nullptr, "/", nullptr, MS_REC | MS_SLAVE, nullptr) != 0) return failed(report, "making mounts private");
  if (::mount("none", "/tmp", "tmpfs", 0, "size=64k") != 0) return failed(report, "mounting a tmpfs");
  return true;
}

using Attempt = bool (*)(const BoxIdentity&, Report&);

Trial in_child(Attempt attempt) {
  const BoxIdentity identity = box_identity();
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) return {false, std::string("making a pipe: ") + std::strerror(errno)};
  const util::Fd reading(ends[0]);
  util::Fd writing(ends[1]);
  const pid_t child = ::fork();
  if (child < 0) return {false, std::string("fork: ") + std::strerror(errno)};
  if (child == 0) {
    Report report;
    (void)attempt(identity, report);
    ::_exit(::write(writing.get(), &report, sizeof report) == sizeof report ? 0 : 1);
  }
  writing.reset();
  Report report;
  const bool heard = TEMP_FAILURE_RETRY(::read(reading.get(), &report, sizeof report)) == sizeof report;
  (void)TEMP_FAILURE_RETRY(::waitpid(child, nullptr, 0));
  if (!heard) return {false, "the process that tried it was killed"};
  if (report.error == 0) return {true, {}};
  return {false, std::string(report.step.data()) + ": " + std::strerror(report.error)};
}

/// As the box's user, like every box: root's bubblewrap would need no user namespace.
Trial try_bubblewrap(const Bubblewrap& bubblewrap) {
  std::vector<std::string> words{bubblewrap.file.string(), "--unshare-user", "--unshare-ipc", "--unshare-pid",
                                 "--unshare-net", "--unshare-uts", "--unshare-cgroup", "--uid", "1000", "--gid", "1000",
                                 "--die-with-parent", "--ro-bind", "/usr", "/usr", "--ro-bind-try", "/lib", "/lib", "--ro-bind-try",
                                 "/lib64", "/lib64", "--proc", "/proc", "--dev", "/dev", "--",
                                 "/usr/bin/true"};
  const BoxIdentity identity = box_identity();
  if (identity.differs) {
    words.insert(words.begin(), {"setpriv", "--reuid=" + std::to_string(identity.uid), "--regid=" + std::to_string(identity.gid),
                                 "--clear-groups", "--"});
  }
  const auto ran = util::run_process({.program = words.front(), .arguments = {words.begin() + 1, words.end()},
                                      .wall = std::chrono::seconds(20), .environment = {}, .on_line = {}}, {});
  if (!ran) return {false, ran.error().message};
  if (ran->exit_code == 0) return {true, {}};
  return {false, ran->output.substr(0, ran->output.find('\n'))};
}

/// All that a run does to a cgroup, and its removal.
Trial try_cgroup() {
  const auto layout = find_cgroup_layout();
  if (!layout) return {false, layout.error().message};
  auto box = BoxCgroup::create(*layout, "assay-doctor-" + std::to_string(::getpid()), Limits{});
  if (!box) return {false, box.error().message};
  if (auto removed = box->remove(); !removed) return {false, removed.error().message};
  return {true, {}};
}

int landlock_abi() {
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return version > 0 ? static_cast<int>(version) : 0;
}

}  // namespace

Bubblewrap find_bubblewrap_facts() {
  const auto file = find_bubblewrap();
  if (!file) return {};
  struct stat about{};
  const bool setuid = ::stat(file->c_str(), &about) == 0 && (about.st_mode & S_ISUID) != 0;
  const auto ran = util::run_process({.program = *file, .arguments = {"--version"}, .wall = std::chrono::seconds(20),
                                      .environment = {}, .on_line = {}}, {});
  // "bubblewrap 0.8.0"
  std::string version = ran && ran->exit_code == 0 ? ran->output.substr(0, ran->output.find('\n')) : "";
  version.erase(0, version.find_last_of(' ') + 1);
  return {.file = *file, .version = std::move(version), .setuid = setuid};
}

Trials try_out(const Bubblewrap& bubblewrap, bool box_works) {
  const Trial proven{true, {}};
  const bool as_root = box_identity().differs;
  Trials trials;
  trials.landlock_abi = landlock_abi();
  trials.user_namespace = box_works ? proven : in_child(make_user_namespace);
  if (as_root) trials.mount_namespace = box_works ? proven : in_child(mount_in_own_namespace);
  if (!bubblewrap.file.empty()) trials.bubblewrap = box_works ? proven : try_bubblewrap(bubblewrap);
  trials.cgroup = box_works ? proven : try_cgroup();
  return trials;
}

}  // namespace assay::sandbox::survey
