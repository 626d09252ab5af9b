// Between the grader and assay-reduced-init, which holds a run under reduced isolation.
#pragma once

#include <cstdint>

namespace assay::sandbox::reduced::protocol {

/// The descriptors that init is started with.
enum Descriptor : int {
  status = 10,         ///< it writes Messages here
  job = 11,            ///< what to start, see below
  control = 12,        ///< a byte, or its end: end every process. Its end is also the grader's.
  standard_output = 13,
  standard_error = 14,
  filter = 15,         ///< the sandbox's own filter, as BPF instructions
  stricter_filter = 16,
  handed_filter = 17,    ///< of calls that init makes for the program (init_requests.hpp); may be empty
  first_inherited = 18,  ///< the command's descriptors, in their order
};

/// How init ends every process of a run at once; in order of preference.
enum class Killing : std::int32_t {
  own_user = 1,  ///< kill(-1) as the run's own user
  scope = 2,     ///< kill(-1) from a Landlock domain around the run that signals cannot leave (ABI 6)
  descent = 3,   ///< all that descends from init, again and again until nothing does
};

/// What a rule lets a program do below its path.
enum class Right : char { read = 'r', write = 'w', device = 'd' };

/// The job is a sequence of fields, each ended by a zero byte, numbers in decimal: working
/// directory; killing; user, and the user that
/// ends it (both 0 where the run has the caller's); Landlock ABI to use; file size limit; open
/// files limit; stack limit; processes limit (0: none); number of rules, and for each its right and path;
/// number of inherited descriptors, and for each its number inside; number of arguments, and
/// the arguments; number of environment entries, and the entries.

enum class Kind : std::int32_t {
  started = 1,  ///< the program runs
  failed = 2,   ///< it does not: `value` is errno, `step` what was attempted
  ended = 3,    ///< the program ended: `value` is the status as waitpid gives it
  gone = 4,     ///< no process is left; `cpu` is what all of them that were waited for have used
};

enum class Step : std::int32_t {
  none, read_job, prepare, hold_signals, fork, change_directory, set_limits, place_descriptors, rules, change_user,
  restrict, filter, execute
};

/// Shorter than PIPE_BUF, so it arrives whole.
struct Message {
  Kind kind;
  std::int32_t value;
  Step step;
  std::int32_t rule;  ///< where `step` is rules: which
  std::int64_t cpu;   ///< nanoseconds
};

}  // namespace assay::sandbox::reduced::protocol
