// Version 2's rule that a cgroup holds either processes or limited children, and the ways around it.
#pragma once

#include <filesystem>

#include "core/error.hpp"

namespace assay::sandbox {

struct V2Base {
  std::filesystem::path folder;     ///< to make children in: memory and pids are passed on to them
  std::filesystem::path leaf = {};  ///< its child that this process is in since, if it is in one
};

/// Where the process whose cgroup is `own` may make cgroups; `top` is the topmost one that it
/// sees. That is `own` where the kernel lets it, after moving this process to a leaf below if
/// it is alone there; else the cgroup above. The error says which of the conditions does not
/// hold (cgroup-v2.rst, "No Internal Process Constraint" and "Delegation"), and how to get a
/// cgroup that does.
[[nodiscard]] core::Result<V2Base> find_v2_base(const std::filesystem::path& own, const std::filesystem::path& top);

}  // namespace assay::sandbox
