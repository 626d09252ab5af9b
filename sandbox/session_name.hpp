// The names of session cgroups, which say whose they are.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace assay::sandbox {

/// One grader process. A process id alone is reused; with its start time (clock ticks
/// since boot, field 22 of proc(5) stat) and its PID namespace it is not.
struct SessionName {
  pid_t pid = 0;
  std::uint64_t start_time = 0;
  std::uint64_t pid_namespace = 0;  ///< inode
  friend bool operator==(const SessionName&, const SessionName&) = default;
};

/// "assay-<pid>-<start>-<namespace>"
[[nodiscard]] std::string to_string(const SessionName& name);

/// Nothing for a folder that is not a session's.
[[nodiscard]] std::optional<SessionName> parse_session_name(std::string_view text);

/// This process's. `proc` is set to a fake tree by tests.
[[nodiscard]] std::optional<SessionName> own_session_name(const std::filesystem::path& proc = "/proc");

/// Whether the process that the session belongs to is gone for certain. A session of
/// another PID namespace is never known to be.
[[nodiscard]] bool is_dead(const SessionName& name, const SessionName& own,
                           const std::filesystem::path& proc = "/proc");

}  // namespace assay::sandbox
