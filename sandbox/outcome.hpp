// How a run in the sandbox ended, as a plain value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.hpp"
#include "core/duration.hpp"

namespace assay::sandbox {

/// Why a run ended; the first cause wins. The limits from `process_limit` on do not end a program
/// by themselves: the kernel refuses it what is beyond them, and how it ended then is its own doing.
enum class End {
  exited,            ///< by itself, with `exit_code`
  signalled,         ///< by `signal`, not ours
  wall_limit,
  cpu_limit,
  memory_limit,
  output_limit,      ///< it printed more than `Limits::printed`
  process_limit,     ///< a fork or clone was refused
  disk_limit,        ///< the box's files were seen to take all that they may
  inode_limit,       ///< likewise their number
  file_size_limit,   ///< SIGXFSZ ended it, which the kernel sends at `Limits::file_size`
  policy_violation,  ///< a forbidden system call ended it
  stopped,           ///< the caller stopped it
  not_executable,    ///< the kernel would not start it; only where `Command::untrusted_program`
};

[[nodiscard]] std::string_view to_string(End end);

/// What a run used; nothing where this kernel does not tell.
struct Usage {
  core::Duration wall{};            ///< the supervisor's monotonic clock, from the program's start
  core::Duration cpu{};             ///< of all its processes: cpuacct.usage, or usage_usec of cpu.stat
  core::Bytes peak_memory{};        ///< of all its processes: memory.max_usage_in_bytes, or memory.peak
  /// The kernel keeps no peak: it is the highest of readings 10 ms apart, or the limit once that was reached.
  bool peak_memory_sampled = false;
  std::optional<unsigned> peak_processes;  ///< pids.peak, less the sandbox's own
  core::Bytes printed{};            ///< to stdout and stderr, also what was dropped: read from their pipes
  core::Bytes peak_disk{};          ///< of the box's files: statfs, every 10 ms and at the end
  std::uint64_t peak_inodes = 0;    ///< likewise
  /// Given to write calls, whatever they wrote to: wchar of /proc/PID/io, of the processes that
  /// live at the end and of those that were waited for.
  std::optional<core::Bytes> written;
};

/// Where the real time of a run went, one phase after the other.
struct Phases {
  core::Duration prepare{};  ///< its cgroup, pipes, filter and arguments
  core::Duration launch{};   ///< until bubblewrap executes, in the cgroup, as the box's user
  core::Duration set_up{};   ///< bubblewrap and init, until the program runs
  core::Duration program{};  ///< until its end is known
  core::Duration end{};      ///< until the last process is gone
  core::Duration clear{};    ///< until the cgroup is gone
};

struct Outcome {
  End end = End::exited;
  int exit_code = 0;  ///< where it exited: `end` is exited or one of process_limit to inode_limit
  int signal = 0;     ///< where a signal ended it: `end` is signalled, or from process_limit to policy_violation
  std::size_t command = 0;  ///< which one ended the run: 0 the first, 1 the first of `Command::then`, …
  Usage usage;
  std::string out;    ///< stdout, at most the output limit
  std::string err;    ///< stderr, likewise
  bool out_truncated = false;
  bool err_truncated = false;
  int execute_error = 0;  ///< errno, where `end` is not_executable
  bool process_limit_hit = false;  ///< a fork or clone was refused at least once
  Phases phases;
  std::string isolation;           ///< what held it, for the report: "full: namespaces, seccomp, cgroup v1"
};

/// One line for people, without the output: "ended by its wall limit after 6 s".
[[nodiscard]] std::string describe(const Outcome& outcome);

}  // namespace assay::sandbox
