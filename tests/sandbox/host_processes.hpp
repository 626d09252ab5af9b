// What is to be seen of the host's processes from outside every box.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace assay::sandbox::testing {

/// Processes of the whole machine whose command line has the mark, other than `except`.
[[nodiscard]] std::vector<pid_t> find_processes(const std::string& mark, pid_t except = 0);

[[nodiscard]] inline std::size_t count_processes(const std::string& mark, pid_t except = 0) {
  return find_processes(mark, except).size();
}

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
