// Between the grader and assay-box-init, which is process 1 of a box.
#pragma once

#include <cstdint>

namespace assay::sandbox::init_protocol {

/// The descriptors that init is started with.
enum Descriptor : int {
  status = 10,   ///< it writes Messages here
  job = 11,      ///< what to start, see below
  program = 12,  ///< init's own executable
  standard_output = 13,
  standard_error = 14,
  filter = 15,     ///< for bubblewrap
  arguments = 16,  ///< for bubblewrap
  first_inherited = 17,  ///< the command's descriptors, in their order, and then, where the job
                         ///< names endpoints, the socket that their listening sockets go over
};

/// So many fit one message with room to spare (the kernel's SCM_MAX_FD is 253).
inline constexpr unsigned most_endpoints = 64;

/// Connections that wait to be accepted.
inline constexpr int endpoint_backlog = 128;

/// The job is a sequence of fields, each ended by a zero byte, numbers in decimal:
/// working directory; file size limit; open files limit; number of inherited descriptors,
/// and for each its number inside; number of endpoints, and the port of each; number of arguments, and the arguments; number of
/// environment entries, and the entries.

enum class Kind : std::int32_t {
  started = 1,  ///< the program runs
  failed = 2,   ///< it does not: `value` is errno, `step` what was attempted
  ended = 3,    ///< it ended: `value` is the status as waitpid gives it
};

enum class Step : std::int32_t {
  none, read_job, open_endpoints, fork, change_directory, set_limits, place_descriptors, execute
};

/// Shorter than PIPE_BUF, so it arrives whole.
struct Message {
  Kind kind;
  std::int32_t value;
  Step step;
};

}  // namespace assay::sandbox::init_protocol
