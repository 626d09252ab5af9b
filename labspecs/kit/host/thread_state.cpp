#include "host/thread_state.hpp"

#include <dirent.h>
#include <sys/syscall.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>

namespace assay::kit::host {
namespace {

// status has "State:\tS (sleeping)" and the two counts of context switches.
ThreadState state_of(const std::string& task) {
  ThreadState state;
  bool sleeping = false;
  std::ifstream status(task + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("State:")) sleeping = line.size() > 7 && line[7] == 'S';
    const auto colon = line.find(':');
    if (colon != std::string::npos && line.substr(0, colon).ends_with("_ctxt_switches")) {
      state.switches += std::strtoull(line.c_str() + colon + 1, nullptr, 10);
    }
  }
  std::string number;
  std::ifstream(task + "/syscall") >> number;
  state.in_futex = sleeping && number == std::to_string(SYS_futex);
  return state;
}

}  // namespace

std::map<pid_t, ThreadState> thread_states() {
  std::map<pid_t, ThreadState> states;
  const std::unique_ptr<DIR, int (*)(DIR*)> tasks(::opendir("/proc/self/task"), ::closedir);
  if (!tasks) return states;
  while (const dirent* entry = ::readdir(tasks.get())) {
    if (entry->d_name[0] == '.') continue;
    states[std::atoi(entry->d_name)] = state_of(std::string("/proc/self/task/") + entry->d_name);
  }
  return states;
}

}  // namespace assay::kit::host
