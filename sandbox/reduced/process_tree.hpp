// The processes of a run, as /proc shows them: all that descends from its init, which is the
// reaper of all that is orphaned, so that nothing leaves the tree.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/bytes.hpp"
#include "core/duration.hpp"
#include "core/error.hpp"

namespace assay::sandbox::reduced {

/// One process, from proc_pid_stat(5).
struct ProcessLook {
  pid_t process = 0;
  pid_t parent = 0;
  unsigned threads = 1;
  core::Duration children_cpu{};  ///< of those that it has waited for
  std::uint64_t began = 0;        ///< ticks since the machine's start; with its id it is unique
  core::Bytes resident{};
};

/// Finds them again and again; of one thread.
class ProcessTree {
 public:
  explicit ProcessTree(pid_t init) : init_(init) {}

  /// Init first. What starts or ends meanwhile may be missed; the next look has it. An error
  /// where /proc cannot be read.
  [[nodiscard]] core::Result<std::vector<ProcessLook>> look();

 private:
  using Clock = std::chrono::steady_clock;
  void forget_strangers();
  [[nodiscard]] bool is_stranger(const ProcessLook& process, const std::unordered_map<pid_t, ProcessLook>& known) const;

  pid_t init_;
  /// Processes that do not descend from init, so that not all of the machine's are read each
  /// time. Process ids are used again, so they are looked at anew after a while.
  std::unordered_set<pid_t> strangers_;
  Clock::time_point forgotten_ = Clock::now();
};

/// What the process's own threads have used, also those that have ended; zero once it is gone.
[[nodiscard]] core::Duration cpu_of(pid_t process);

/// Its share of the memory that it maps: of pages that several processes map, its part (PSS).
/// Its resident size where the kernel does not say, as of a process that hides from its tracers.
/// `user` is that of the run, whose files in /proc its user may read; 0: ours.
[[nodiscard]] core::Bytes share_of_memory(const ProcessLook& process, uid_t user);

/// What files take that the processes have open but that have no name any more, as far as they
/// are on the file system `device`; each once. `user` as above.
[[nodiscard]] core::Bytes size_of_nameless_files(const std::vector<pid_t>& processes, dev_t device, uid_t user);

}  // namespace assay::sandbox::reduced
