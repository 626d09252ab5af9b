// As whom a box runs on the host.
#pragma once

#include <sys/types.h>

#include <filesystem>

#include "core/error.hpp"

namespace assay::sandbox {

/// The host's view of every process in a box.
struct BoxIdentity {
  uid_t uid = 0;
  gid_t gid = 0;
  bool differs = false;  ///< from the grader's; only root can have it so
};

/// For root an unprivileged user that owns nothing (64000; above Debian's ranges for users
/// and below `nobody`, Debian Policy 9.2.2); else the caller itself.
[[nodiscard]] BoxIdentity box_identity();

/// Gives `path` itself (not what is below it, and not what a link points at) to the box, so
/// that a writable mount of it can be written. The caller does this once, when it makes the
/// folder; root can still read and remove everything in it. Does nothing where the box runs
/// as the caller.
[[nodiscard]] core::Result<void> prepare_writable(const std::filesystem::path& path);

}  // namespace assay::sandbox
