#include "host_processes.hpp"

#include <spawn.h>
#include <unistd.h>

#include <fstream>

#include "sandbox/cgroup_layout.hpp"
#include "sandbox/session_name.hpp"

namespace assay::sandbox::testing {

namespace fs = std::filesystem;

std::vector<pid_t> find_processes(const std::string& mark, pid_t except) {
  std::vector<pid_t> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/proc", error)) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos || name == std::to_string(except)) continue;
    std::ifstream file(entry.path() / "cmdline");
    std::string line;
    std::getline(file, line, '\n');  // nothing where the process has just ended
    if (line.find(mark) != std::string::npos) found.push_back(std::stoi(name));
  }
  return found;
}

std::vector<fs::path> session_folders(pid_t pid) {
  std::vector<fs::path> found;
  const auto layout = find_cgroup_layout();
  if (!layout) return {"no layout: " + layout.error().message};
  for (const auto& folder : layout->folders()) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      const auto name = parse_session_name(entry.path().filename().string());
      if (name && name->pid == pid) found.push_back(entry.path());
    }
  }
  return found;
}

std::size_t count_boxes(pid_t pid) {
  std::size_t count = 0;
  for (const auto& folder : session_folders(pid)) {
    std::error_code gone;
    for (const auto& entry : fs::directory_iterator(folder, gone)) count += entry.is_directory(gone) ? 1 : 0;
  }
  return count;
}

pid_t start_holder(const std::string& mark, int& output) {
  int ends[2];
  if (pipe(ends) != 0) return -1;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  std::string program = ASSAY_HOLD_RUNS;
  std::string word = mark;
  char* arguments[] = {program.data(), word.data(), nullptr};
  pid_t pid = -1;
  if (posix_spawn(&pid, program.c_str(), &actions, nullptr, arguments, environ) != 0) pid = -1;
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  output = ends[0];
  return pid;
}

}  // namespace assay::sandbox::testing
