// How a run in the sandbox ended, as a plain value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.hpp"
#include "core/duration.hpp"

namespace assay::sandbox {

/// Why a run ended; the first cause wins.
enum class End {
  exited,            ///< by itself, with `exit_code`
  signalled,         ///< by `signal`, not ours
  wall_limit,
  cpu_limit,
  memory_limit,
  process_limit,     ///< ended by itself or by a signal after a fork or clone was refused
  policy_violation,  ///< a forbidden system call ended it
  stopped,           ///< the caller stopped it
  not_executable,    ///< the kernel would not start it; only where `Command::untrusted_program`
};

[[nodiscard]] std::string_view to_string(End end);

/// What a run used.
struct Usage {
  core::Duration wall{};
  core::Duration cpu{};             ///< of all its processes, from the cgroup
  core::Bytes peak_memory{};        ///< of all its processes, from the cgroup
  std::optional<unsigned> peak_processes;  ///< where the kernel keeps it
};

struct Outcome {
  End end = End::exited;
  int exit_code = 0;  ///< where `end` is exited, or process_limit and it exited
  int signal = 0;     ///< where `end` is signalled or policy_violation, or process_limit and a signal ended it
  Usage usage;
  std::string out;    ///< stdout, at most the output limit
  std::string err;    ///< stderr, likewise
  bool out_truncated = false;
  bool err_truncated = false;
  int execute_error = 0;  ///< errno, where `end` is not_executable
  bool process_limit_hit = false;  ///< a fork or clone was refused at least once
  std::string isolation;           ///< what held it, for the report: "full: namespaces, seccomp, cgroup v1"
};

/// One line for people, without the output: "ended by its wall limit after 6 s".
[[nodiscard]] std::string describe(const Outcome& outcome);

}  // namespace assay::sandbox
