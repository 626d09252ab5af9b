#pragma once

#include <string>
#include <vector>

#include "sandbox/policy.hpp"

namespace assay::sandbox {

/// What bubblewrap is told, without its own name; `sources` are the paths under which it
/// finds the hosts of `policy.mounts`, in their order, and `staged_devices` a folder with the
/// box's devices, or empty. The words go over --args, as process listings show a command line to everyone.
[[nodiscard]] std::vector<std::string> bwrap_arguments(const Policy& policy, const std::vector<std::string>& sources,
                                                       const std::string& staged_devices);

}  // namespace assay::sandbox
