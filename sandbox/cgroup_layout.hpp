// Where this process may make cgroups: found through /proc, never assumed.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace assay::sandbox {

/// The folders below which a run's cgroups are made.
struct CgroupLayout {
  int version = 2;  ///< 1: a folder a controller; 2: the three are the same
  std::filesystem::path memory;
  std::filesystem::path processes;
  std::filesystem::path cpu;
  /// Version 2: the child of the folder that this process was moved to, to make room for others
  /// beside it; `cgroup_tree::leave_leaf` undoes that. Empty where that was not needed.
  std::filesystem::path leaf = {};

  /// The distinct ones among the three.
  [[nodiscard]] std::vector<std::filesystem::path> folders() const;
};

/// Takes version 2 if it has the memory and the pids controller (see `find_v2_base`, which may
/// move this process), else version 1 with memory, pids and cpuacct. What it reads is taken
/// below `root`, which tests set to a fake tree. The error says what is missing (also where the
/// controllers are spread over both versions, or where the kernel was told not to count its own
/// memory) and how to mend it.
[[nodiscard]] core::Result<CgroupLayout> find_cgroup_layout(const std::filesystem::path& root = "/");

}  // namespace assay::sandbox
