// Starts one program of the host in the way a box needs: in its cgroup from its first
// instruction, as another user, with staged mounts and with listed descriptors only.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "sandbox/identity.hpp"
#include "util/fd.hpp"

namespace assay::sandbox {

/// Where a box's device nodes are prepared below the staging folder: one folder to bind, and not
/// one node after the other.
inline constexpr const char* staged_devices = "dev";

/// The folder over which mounts and devices are staged, in a mount namespace of the launched program's
/// own; empty if the box runs as the caller, who can reach by path what he may see.
[[nodiscard]] std::filesystem::path staging_directory(const BoxIdentity& identity);

struct Launch {
  std::filesystem::path program;
  std::vector<std::string> arguments;  ///< without the program's name; visible in process listings
  std::vector<int> join_files;         ///< "0" is written to each, by who is not born in `cgroup`
  int cgroup = -1;                     ///< the folder of a version 2 cgroup to be born in, where that can be had
  std::vector<std::filesystem::path> staged;  ///< bound to <staging>/0, /1, …; devices.hpp's to <staging>/dev
  std::filesystem::path staging;
  BoxIdentity identity;
  int cpu = -1;
  int error_output = -1;          ///< becomes descriptor 2; 0 and 1 are /dev/null
  std::vector<int> descriptors;   ///< become `first_descriptor` and following
  int first_descriptor = 10;
};

struct Launched {
  pid_t pid = 0;
  util::Fd pidfd;
};

/// Starts it. The program dies with the calling thread, so that thread has to outlive it.
/// The error says which step failed, and then nothing runs.
[[nodiscard]] core::Result<Launched> launch(const Launch& what);

}  // namespace assay::sandbox
