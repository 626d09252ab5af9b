// What a program sees under reduced isolation, where paths are the host's own.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "sandbox/policy.hpp"
#include "sandbox/reduced/protocol.hpp"

namespace assay::sandbox::reduced {

/// The path at which a program can read `host`: its own, or that of a copy, see
/// `sandbox::path_inside`.
[[nodiscard]] core::Result<std::filesystem::path> path_of(const std::filesystem::path& host);

/// Its own path, without links; an error where the box's user has no way there.
[[nodiscard]] core::Result<std::filesystem::path> path_in_place(const std::filesystem::path& host);

/// Lets users of ours walk into `path` through folders that are Assay's own temporary ones.
[[nodiscard]] core::Result<void> open_the_way(const std::filesystem::path& path);

struct Grant {
  protocol::Right right = protocol::Right::read;
  std::string path;
};

/// The system's files and devices, the policy's mounts and the scratch folder. An infrastructure
/// error where a mount is to be seen at a path that is not the one that `path_inside` gives.
[[nodiscard]] core::Result<std::vector<Grant>> grants_of(const Policy& policy, const std::filesystem::path& scratch);

/// The scratch folder where the policy says /tmp, which is the host's own here: an entry whose
/// whole value it is, and TMPDIR in any case.
[[nodiscard]] std::vector<std::string> environment_of(const Policy& policy, const std::filesystem::path& scratch);
[[nodiscard]] std::filesystem::path working_directory_of(const Policy& policy, const std::filesystem::path& scratch);

}  // namespace assay::sandbox::reduced
