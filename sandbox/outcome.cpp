#include "sandbox/outcome.hpp"

#include <cstring>

namespace assay::sandbox {

std::string_view to_string(End end) {
  switch (end) {
    case End::exited: return "exited";
    case End::signalled: return "signalled";
    case End::wall_limit: return "wall_limit";
    case End::cpu_limit: return "cpu_limit";
    case End::memory_limit: return "memory_limit";
    case End::output_limit: return "output_limit";
    case End::process_limit: return "process_limit";
    case End::disk_limit: return "disk_limit";
    case End::inode_limit: return "inode_limit";
    case End::file_size_limit: return "file_size_limit";
    case End::policy_violation: return "policy_violation";
    case End::stopped: return "stopped";
    case End::not_executable: return "not_executable";
  }
  return "unknown";
}

std::string describe(const Outcome& outcome) {
  const std::string after = " after " + core::to_string(outcome.usage.wall);
  switch (outcome.end) {
    case End::exited: return "exited with code " + std::to_string(outcome.exit_code) + after;
    case End::signalled: {
      const char* name = sigabbrev_np(outcome.signal);
      return "ended by signal " + (name ? "SIG" + std::string(name) : std::to_string(outcome.signal)) + after;
    }
    case End::wall_limit: return "ended by its wall limit" + after;
    case End::cpu_limit:
      return "ended by its CPU limit, " + core::to_string(outcome.usage.cpu) + " of CPU time used," + after;
    case End::memory_limit:
      return "ended by its memory limit, at most " + core::to_string(outcome.usage.peak_memory) + " used," + after;
    case End::output_limit:
      return "ended by its output limit, " + core::to_string(outcome.usage.printed) + " printed," + after;
    case End::disk_limit: return "ended after its files had taken all the space that they may," + after;
    case End::inode_limit: return "ended after it had made as many files and folders as it may," + after;
    case End::file_size_limit: return "ended by its limit of one file's size" + after;
    case End::process_limit: return "ended after a new process or thread was refused by its limit," + after;
    case End::policy_violation: return "ended by a system call that the sandbox forbids," + after;
    case End::stopped: return "stopped" + after;
    case End::not_executable:
      return "could not be executed: " + std::string(strerrordesc_np(outcome.execute_error));
  }
  return "ended";
}

}  // namespace assay::sandbox
