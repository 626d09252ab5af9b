#include "seen.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "util/fd.hpp"

namespace assay::sandbox::testing {

namespace {

constexpr int bare_patience_ms = 60'000;

std::string without_line_end(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

/// Its output goes to a file and not to a pipe, which what it leaves behind could hold open.
pid_t spawn(std::vector<std::string>& words, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t pid = -1;
  if (posix_spawnp(&pid, arguments[0], &actions, nullptr, arguments.data(), environ) != 0) pid = -1;
  posix_spawn_file_actions_destroy(&actions);
  return pid;
}

std::string content_of(int file) {
  std::string text(static_cast<std::size_t>(lseek(file, 0, SEEK_END)), '\0');
  EXPECT_EQ(pread(file, text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
  return without_line_end(text);
}

}  // namespace

std::string seen(const Outcome& outcome) {
  if (outcome.end == End::policy_violation) return "violation";
  if (outcome.end == End::exited && outcome.exit_code == 0) return without_line_end(outcome.out);
  return describe(outcome);
}

std::string run_bare(const std::vector<std::string>& arguments, Processes processes) {
  std::vector<std::string> words{"unshare"};
  const auto add = [&](std::initializer_list<std::string> more) { words.insert(words.end(), more); };
  // An ordinary user gets a mount namespace only within a user namespace.
  if (geteuid() != 0) add({"--user", "--map-root-user"});
  if (processes == Processes::own) add({"--pid", "--fork", "--kill-child", "--mount-proc"});
  add({"--mount", "--propagation", "private", "--", "/bin/sh", "-c"});
  // The shell stays, as the program's parent, and may be process 1.
  add({"mount -t tmpfs -o size=64m,nr_inodes=4096 none /mnt && { setsid --wait \"$@\"; }", "sh"});
  words.insert(words.end(), arguments.begin(), arguments.end());

  const util::Fd output(memfd_create("bare", MFD_CLOEXEC));
  const pid_t pid = spawn(words, output.get());
  if (pid < 0) {
    ADD_FAILURE() << "cannot start unshare(1)";
    return "";
  }
  const util::Fd ended(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
  pollfd wait{ended.get(), POLLIN, 0};
  if (poll(&wait, 1, bare_patience_ms) != 1) {
    ADD_FAILURE() << "it does not end";
    kill(pid, SIGKILL);
  }
  int how = 0;
  EXPECT_EQ(waitpid(pid, &how, 0), pid);
  const std::string text = content_of(output.get());
  return WIFEXITED(how) && WEXITSTATUS(how) == 0 ? text : "wait status " + std::to_string(how) + ": " + text;
}

}  // namespace assay::sandbox::testing
