#include "races/thread_watch.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string_view>
#include <system_error>

namespace assay::kit::races {
namespace {

namespace fs = std::filesystem;

// "202 0x7f… 0x80 0x2 0x0 …": the call's number and its six arguments, or "running".
Waiting waiting_in(const std::string& syscall) {
  std::istringstream words(syscall);
  long number = -1;
  std::string address, operation, value, timeout;
  if (!(words >> number >> address >> operation >> value >> timeout) || number != SYS_futex) return Waiting::no;
  if (std::strtoull(timeout.c_str(), nullptr, 16) != 0) return Waiting::no;
  // glibc and libstdc++: mutexes and atomics wait plainly; whatever can also wait until a
  // moment (condition variables, semaphores, shared mutexes, joins) waits with a bit set.
  switch (std::strtoull(operation.c_str(), nullptr, 16) & static_cast<unsigned>(FUTEX_CMD_MASK)) {
    case FUTEX_WAIT:
    case FUTEX_LOCK_PI:
      return Waiting::lock;
    case FUTEX_WAIT_BITSET:
      return Waiting::condition;
    default:
      return Waiting::no;
  }
}

std::string first_line(const fs::path& file) {
  std::string line;
  std::ifstream stream(file);
  std::getline(stream, line);
  return line;
}

ThreadLook look_at(pid_t process, const fs::path& task, std::string name) {
  ThreadLook look;
  look.process = process;
  look.name = std::move(name);
  bool asleep = false;
  std::ifstream status(task / "status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("State:\t") && line.size() > 7) {
      look.runs = line[7] == 'R';
      asleep = line[7] == 'S';
    }
    const auto colon = line.find(':');
    if (colon != std::string::npos && std::string_view(line).substr(0, colon).ends_with("_ctxt_switches")) {
      look.switches += std::strtoull(line.c_str() + colon + 1, nullptr, 10);
    }
  }
  if (asleep) look.waiting = waiting_in(first_line(task / "syscall"));
  return look;
}

bool waits_for_ever(const ThreadLooks& looks) {
  return !looks.empty() &&
         std::ranges::all_of(looks, [](const auto& entry) { return entry.second.waiting != Waiting::no; });
}

std::string counted(unsigned count) {
  return std::to_string(count) + (count == 1 ? " calling thread waits" : " calling threads wait");
}

}  // namespace

ThreadLooks look_at_threads(const std::vector<pid_t>& processes, const std::string& prefix, const fs::path& proc) {
  ThreadLooks looks;
  for (const pid_t process : processes) {
    std::error_code gone;
    fs::directory_iterator task(proc / std::to_string(process) / "task", gone);
    for (; !gone && task != fs::directory_iterator(); task.increment(gone)) {
      std::string name = first_line(task->path() / "comm");
      if (!name.starts_with(prefix)) continue;
      looks[std::atoi(task->path().filename().c_str())] = look_at(process, task->path(), std::move(name));
    }
  }
  return looks;
}

std::string describe(const Stall& stall) {
  if (stall.for_conditions == 0) {
    return "deadlock: " + counted(stall.for_locks) + " for a lock or an atomic, none runs, and nothing will free it";
  }
  return "lost wake-up: " + counted(stall.for_conditions) + " for a condition variable, a semaphore or a shared mutex" +
         (stall.for_locks == 0 ? "" : ", " + std::to_string(stall.for_locks) + " for a lock") +
         ", none runs, and no one is left to wake them";
}

std::optional<Stall> StallDetector::see(ThreadLooks looks, Clock::time_point now) {
  if (!waits_for_ever(looks) || looks != last_) {
    last_ = std::move(looks);
    same_ = 1;
    since_ = now;
    return std::nullopt;
  }
  if (++same_ < enough_looks || now - since_ < enough_time) return std::nullopt;
  Stall stall;
  for (const auto& [id, look] : last_) ++(look.waiting == Waiting::lock ? stall.for_locks : stall.for_conditions);
  return stall;
}

}  // namespace assay::kit::races
