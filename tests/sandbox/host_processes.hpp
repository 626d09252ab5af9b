// What is to be seen from outside every box: processes and cgroups of the host.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace assay::sandbox::testing {

/// Processes of the whole machine whose command line has the mark, other than `except`.
[[nodiscard]] std::vector<pid_t> find_processes(const std::string& mark, pid_t except = 0);

[[nodiscard]] inline std::size_t count_processes(const std::string& mark, pid_t except = 0) {
  return find_processes(mark, except).size();
}

/// The cgroups of a grader's session, of every hierarchy.
[[nodiscard]] std::vector<std::filesystem::path> session_folders(pid_t pid);

/// The cgroups of the boxes that a session has now.
[[nodiscard]] std::size_t count_boxes(pid_t pid);

/// Starts hold_runs, whose boxes have the mark; its output tells of each. -1 where it cannot be started.
[[nodiscard]] pid_t start_holder(const std::string& mark, int& output);

template <typename Condition>
bool comes_true(Condition condition, std::chrono::milliseconds patience = std::chrono::seconds{5}) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
  return true;
}

}  // namespace assay::sandbox::testing
