// What the kernel says of this process's own threads.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>

namespace assay::kit::host {

/// A thread at one moment.
struct ThreadState {
  bool in_futex = false;  ///< it sleeps in the futex system call: it waits for a lock or a condition
  std::uint64_t switches = 0;  ///< how often it has left the processor so far
  friend bool operator==(const ThreadState&, const ThreadState&) = default;
};

/// Every thread of this process, by its id; see proc(5), task/TID/{status,syscall}.
[[nodiscard]] std::map<pid_t, ThreadState> thread_states();

}  // namespace assay::kit::host
