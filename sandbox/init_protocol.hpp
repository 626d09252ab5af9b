// Between the grader and assay-box-init, which is process 1 of a box.
#pragma once

#include <cstdint>

namespace assay::sandbox::init_protocol {

/// The descriptors that init is started with.
enum Descriptor : int {
  status = 10,   ///< it writes Messages here
  channel = 11,  ///< a socket: descriptors of the box's files, of init (a pidfd), of each endpoint and of each connector
  job = 12,      ///< what to start, see below
  program = 13,  ///< init's own executable
  standard_output = 14,
  standard_error = 15,
  filter = 16,     ///< the system call filter, an array of sock_filter
  arguments = 17,  ///< for bubblewrap
  first_inherited = 18,  ///< the command's descriptors, in their order
};

inline constexpr unsigned most_endpoints = 64;
inline constexpr unsigned most_connectors = 256;

/// The channel's messages hold so many each, and the last one the rest (the kernel's SCM_MAX_FD is 253).
inline constexpr unsigned most_descriptors_a_message = 128;

/// Connections that wait to be accepted.
inline constexpr int endpoint_backlog = 128;

/// The job is a sequence of fields, each ended by a zero byte, numbers in decimal; a list is its
/// length and then its entries:
/// size and inodes of the box's files; list of folders on them; list of mounts that lie below one
/// of them and have to be moved over; size limit of one file; open files limit; stack limit;
/// list of the inherited descriptors' numbers inside; list of the endpoints' ports; number of connectors;
/// working directory; list of environment entries; number of commands, and for each the list of its arguments.

enum class Kind : std::int32_t {
  started = 1,  ///< the first command runs
  failed = 2,   ///< a command does not: `value` is errno, `step` what was attempted
  next = 3,     ///< a command exited with 0 and the one after it runs
  ended = 4,    ///< the last one, or one that did not exit with 0, ended: `value` is the status as waitpid gives it
};

enum class Step : std::int32_t {
  none, read_job, drop_capabilities, make_files, move_mount, protect, open_endpoints, open_connectors, send_descriptors, fork,
  change_directory, set_limits, place_descriptors, filter_calls, execute
};

/// Shorter than PIPE_BUF, so it arrives whole.
struct Message {
  Kind kind;
  std::int32_t value;
  Step step;
};

/// Root of the box's files holds these, and then folder N of the job as "N".
inline constexpr const char* temporary_folder = "tmp";
inline constexpr const char* shared_memory_folder = "shm";

}  // namespace assay::sandbox::init_protocol
