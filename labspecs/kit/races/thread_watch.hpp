// Looks at a program's threads from outside, to tell one that waits for ever from one that
// is slow.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace assay::kit::races {

/// What a thread sleeps for, from the system call that it is in.
enum class Waiting {
  no,         ///< it runs, or sleeps for something else or for a limited time
  lock,       ///< for a mutex, or for the value of an atomic
  condition,  ///< for a condition variable, a semaphore or a shared mutex
};

/// A thread at one moment.
struct ThreadLook {
  pid_t process = 0;
  std::string name;
  bool runs = false;           ///< it has a processor, or waits for one
  Waiting waiting = Waiting::no;
  std::uint64_t switches = 0;  ///< how often it has left the processor so far
  friend bool operator==(const ThreadLook&, const ThreadLook&) = default;
};

using ThreadLooks = std::map<pid_t, ThreadLook>;

/// Those threads of the processes whose names begin with `prefix`. One that ends meanwhile is
/// left out. See proc(5), task/TID/{comm,status,syscall}; `proc` is set by tests.
[[nodiscard]] ThreadLooks look_at_threads(const std::vector<pid_t>& processes, const std::string& prefix,
                                          const std::filesystem::path& proc = "/proc");

/// Threads that will never go on.
struct Stall {
  unsigned for_locks = 0;
  unsigned for_conditions = 0;
};

/// "deadlock: …" or "lost wake-up: …", in one sentence.
[[nodiscard]] std::string describe(const Stall& stall);

/// Says of a row of looks that all threads wait for each other: several looks in a row, over
/// some time, that find each of them asleep without a limit, and none having moved. A
/// machine that stood still meanwhile accounts for one pair of looks at most.
class StallDetector {
 public:
  using Clock = std::chrono::steady_clock;

  static constexpr unsigned enough_looks = 6;
  static constexpr std::chrono::milliseconds enough_time{1200};

  [[nodiscard]] std::optional<Stall> see(ThreadLooks looks, Clock::time_point now);

 private:
  ThreadLooks last_;
  unsigned same_ = 0;  ///< looks that found the same, `last_` included
  Clock::time_point since_;
};

}  // namespace assay::kit::races
