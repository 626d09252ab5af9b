// Where this process may make cgroups: found through /proc, never assumed.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace assay::sandbox {

/// The folders below which a run's cgroups are made.
struct CgroupLayout {
  int version = 2;  ///< 1: a folder a controller; 2: the three are the same
  std::filesystem::path memory;
  std::filesystem::path processes;
  std::filesystem::path cpu;

  /// The distinct ones among the three.
  [[nodiscard]] std::vector<std::filesystem::path> folders() const;
};

/// Reads <root>/proc/self/{mountinfo,cgroup} and takes version 2 if it has the memory and
/// the pids controller, else version 1 with memory, pids and cpuacct. All paths in those
/// files are taken below `root`, which tests set to a fake tree. The error says which
/// controller is missing and how to mend it.
[[nodiscard]] core::Result<CgroupLayout> find_cgroup_layout(const std::filesystem::path& root = "/");

/// For version 2, whose cgroups hold either processes or limited children: the folder to
/// make children in, with memory and pids passed on to them. That is `own` where the kernel
/// lets it, after moving this process to a child of `own` if it is alone there; else the
/// parent of `own`, where that passes both on already. The error says how to get a
/// delegated cgroup.
[[nodiscard]] core::Result<std::filesystem::path> find_v2_base(const std::filesystem::path& own,
                                                               const std::filesystem::path& top);

}  // namespace assay::sandbox
