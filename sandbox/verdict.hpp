// From what was seen of a run to why it ended; pure.
#pragma once

#include <optional>

#include "sandbox/outcome.hpp"

namespace assay::sandbox {

/// Why the supervisor ended a run before the program did.
enum class Interruption { none, wall, cpu, memory, output, processes, disk, inodes, stop };

/// What was seen of a run by the time its last process was gone.
struct Facts {
  Interruption interruption = Interruption::none;  ///< the first one; what came later is not recorded
  std::optional<int> wait_status;  ///< of the program, as waitpid gives it; nothing if the box died around it
  int execute_error = 0;           ///< errno, where the program could not be executed and that is its own fault
  bool cpu_exceeded = false;       ///< the final CPU figure is above the limit
  bool memory_killed = false;      ///< the kernel killed at least one process for the memory limit
  bool fork_refused = false;       ///< the kernel refused at least one process or thread
  bool disk_full = false;          ///< the box's files were seen beyond their limit
  bool inodes_used_up = false;     ///< likewise their number
};

struct Verdict {
  End end = End::exited;
  int exit_code = 0;
  int signal = 0;
};

/// Nothing where the facts are not those of a run that ended under the sandbox's rules:
/// the box died and no limit explains it, which is the sandbox's fault.
[[nodiscard]] std::optional<Verdict> decide(const Facts& facts);

}  // namespace assay::sandbox
