#include "sandbox/cgroup_tree.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <thread>

#include "sandbox/cgroup_files.hpp"

namespace assay::sandbox::cgroup_tree {

namespace {

std::vector<std::string> children(const std::string& folder) {
  std::vector<std::string> found;
  DIR* directory = opendir(folder.c_str());
  if (!directory) return found;
  while (const dirent* entry = readdir(directory)) {
    const std::string name = entry->d_name;
    if (entry->d_type == DT_DIR && name != "." && name != "..") found.push_back(folder + "/" + name);
  }
  closedir(directory);
  return found;
}

std::string read_all(const std::string& path) {
  std::string text;
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return text;
  char buffer[4096];
  for (ssize_t count; (count = read(fd, buffer, sizeof buffer)) > 0;) text.append(buffer, static_cast<std::size_t>(count));
  close(fd);
  return text;
}

void append_members(const std::string& folder, std::vector<pid_t>& found) {
  const std::string text = read_all(folder + "/" + cgroup_files::members);
  for (const char* at = text.c_str(); *at;) {
    char* end = nullptr;
    const long pid = std::strtol(at, &end, 10);
    if (end == at) break;
    // 0 stands for a process outside our PID namespace; kill(0) would be our own group.
    if (pid > 1) found.push_back(static_cast<pid_t>(pid));
    at = *end ? end + 1 : end;
  }
  for (const auto& child : children(folder)) append_members(child, found);
}

bool write_word(const std::string& file, std::string_view word) {
  const int fd = open(file.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool done = write(fd, word.data(), word.size()) == static_cast<ssize_t>(word.size());
  close(fd);
  return done;
}

}  // namespace

std::vector<pid_t> members(const std::string& folder) {
  std::vector<pid_t> found;
  append_members(folder, found);
  return found;
}

void kill_members(const std::string& folder) {
  if (write_word(folder + "/" + cgroup_files::v2::kill, "1")) return;
  for (const pid_t pid : members(folder)) {
    if (pid != getpid()) kill(pid, SIGKILL);
  }
}

bool remove(const std::string& folder) {
  bool gone = true;
  for (const auto& child : children(folder)) gone = remove(child) && gone;
  return gone && (rmdir(folder.c_str()) == 0 || errno == ENOENT);
}

bool kill_and_remove(const std::vector<std::string>& folders, std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (auto pause = std::chrono::microseconds{200};; pause = std::min(pause * 2, std::chrono::microseconds{20'000})) {
    bool gone = true;
    for (const auto& folder : folders) {
      if (remove(folder)) continue;
      kill_members(folder);
      gone = remove(folder) && gone;
    }
    if (gone) return true;
    if (std::chrono::steady_clock::now() >= deadline) return false;
    std::this_thread::sleep_for(pause);
  }
}

void leave_leaf(const std::string& leaf) {
  const std::string above = leaf.substr(0, leaf.rfind('/'));
  if (members(leaf) != std::vector<pid_t>{getpid()}) return;
  // Refused while a session's cgroup beside the leaf passes them on in its turn.
  if (!write_word(above + "/" + cgroup_files::v2::subtree_control, cgroup_files::v2::pass_on_neither)) return;
  if (write_word(above + "/" + cgroup_files::members, "0")) rmdir(leaf.c_str());
}

}  // namespace assay::sandbox::cgroup_tree
