#include "sandbox/session.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <mutex>

#include "sandbox/cgroup_files.hpp"
#include "sandbox/cgroup_io.hpp"
#include "sandbox/cgroup_tree.hpp"
#include "sandbox/helpers.hpp"
#include "sandbox/session_name.hpp"

namespace assay::sandbox {

namespace fs = std::filesystem;

namespace {

/// A dead session's own guard may be at it too; what neither removes, the next session sweeps.
void sweep_dead_sessions(const CgroupLayout& base, const SessionName& own) {
  std::vector<std::string> dead;
  for (const auto& folder : base.folders()) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      const auto name = parse_session_name(entry.path().filename().string());
      if (name && is_dead(*name, own)) dead.push_back(entry.path().string());
    }
  }
  (void)cgroup_tree::kill_and_remove(dead, std::chrono::seconds{2});
}

core::Result<void> make_session_folders(const CgroupLayout& session) {
  for (const auto& folder : session.folders()) {
    std::error_code error;
    fs::create_directory(folder, error);
    if (error) {
      return core::fail(core::ErrorKind::infrastructure,
                        "making the cgroup " + folder.string() + ": " + error.message() +
                            "; run as root, or under `systemd-run --user --scope -p Delegate=yes`");
    }
  }
  if (session.version == 1) return {};
  return cgroup_io::write(session.memory / cgroup_files::v2::subtree_control, cgroup_files::v2::pass_on_both);
}

/// The guard outlives us by design: it gets a session of its own, so that a terminal's
/// Ctrl-C passes it by, and no descriptor but its end of the lifeline.
core::Result<pid_t> spawn_guard(const fs::path& program, int lifeline, const fs::path& leaf,
                                const std::vector<std::string>& folders) {
  std::vector<std::string> words{program.string(), leaf.string()};
  words.insert(words.end(), folders.begin(), folders.end());
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  char* environment[] = {nullptr};

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, lifeline, STDIN_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t every_signal;
  sigfillset(&every_signal);
  posix_spawnattr_setsigmask(&attributes, &every_signal);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);

  pid_t guard = 0;
  const int error = posix_spawn(&guard, program.c_str(), &actions, &attributes, arguments.data(), environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return core::fail_errno("starting " + program.string(), error);
  return guard;
}

}  // namespace

core::Result<void> Session::start_guard(const std::vector<std::string>& folders) {
  const auto program = find_helper("assay-guard");
  if (!program) return std::unexpected(program.error());
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return core::fail_errno("making the guard's pipe", errno);
  const util::Fd theirs(ends[0]);
  lifeline_ = util::Fd(ends[1]);
  const auto guard = spawn_guard(*program, theirs.get(), layout_.leaf, folders);
  if (!guard) return std::unexpected(guard.error());
  guard_ = *guard;
  guard_pidfd_ = util::Fd(static_cast<int>(syscall(SYS_pidfd_open, guard_, 0)));
  if (!guard_pidfd_) return core::fail_errno("watching the guard", errno);
  return {};
}

bool Session::guard_lives() const {
  pollfd ended{guard_pidfd_.get(), POLLIN, 0};
  return poll(&ended, 1, 0) == 0;
}

core::Result<std::shared_ptr<Session>> Session::create() {
  const auto base = find_cgroup_layout();
  if (!base) return std::unexpected(base.error());
  const auto own = own_session_name();
  if (!own) return core::fail(core::ErrorKind::infrastructure, "cannot read /proc/self/stat and /proc/self/ns/pid");
  sweep_dead_sessions(*base, *own);

  const std::string name = to_string(*own);
  std::shared_ptr<Session> session(new Session);
  session->owner_ = getpid();
  session->layout_ = {base->version, base->memory / name, base->processes / name, base->cpu / name, base->leaf};
  std::vector<std::string> folders;
  for (const auto& folder : session->layout_.folders()) folders.push_back(folder.string());
  // The guard first: from here on there is no moment at which our death leaves a folder.
  if (auto started = session->start_guard(folders); !started) return std::unexpected(started.error());
  if (auto made = make_session_folders(session->layout_); !made) return std::unexpected(made.error());
  return session;
}

core::Result<std::shared_ptr<Session>> Session::current() {
  static std::mutex mutex;
  static std::shared_ptr<Session> session;
  const std::lock_guard lock(mutex);
  if (session && session->owner_ == getpid() && session->guard_lives()) return session;
  session.reset();
  auto made = create();
  if (!made) return core::within("setting up the sandbox's cgroup", made.error());
  session = *made;
  return session;
}

Session::~Session() {
  lifeline_.reset();
  if (guard_ <= 0 || owner_ != getpid()) return;
  waitpid(guard_, nullptr, 0);
  if (!layout_.leaf.empty()) cgroup_tree::leave_leaf(layout_.leaf.string());
}

core::Result<BoxCgroup> Session::make_box(const Limits& limits) {
  // Of the process, not of the session: a session whose guard died is followed by one with
  // the same folders, in which boxes of the first may still be.
  static std::atomic<unsigned> next = 0;
  return BoxCgroup::create(layout_, "run-" + std::to_string(next++), limits);
}

}  // namespace assay::sandbox
