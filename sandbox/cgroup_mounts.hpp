// What /proc says of the mounted cgroup hierarchies, and of where this process is in them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace assay::sandbox {

class CgroupMounts {
 public:
  /// Reads <root>/proc/self/{mountinfo,cgroup}; see proc(5) and cgroups(7). All paths in those
  /// files are taken below `root`.
  [[nodiscard]] static core::Result<CgroupMounts> read(const std::filesystem::path& root);

  /// A version 2 hierarchy: the topmost folder that we see, and our own, which is nothing where
  /// it lies outside of what is mounted.
  struct Version2 {
    std::filesystem::path top;
    std::optional<std::filesystem::path> own;
    std::string own_name;     ///< our cgroup as the kernel calls it
    std::string controllers;  ///< words; those that the topmost folder has
  };
  /// Nothing where none is mounted. Of several mounts of the one hierarchy, one that shows our own folder.
  [[nodiscard]] const std::optional<Version2>& version2() const { return version2_; }

  /// Our own folder in the version 1 hierarchy of this controller.
  [[nodiscard]] std::optional<std::filesystem::path> version1(std::string_view controller) const;

 private:
  struct Folder {
    std::string controller;
    std::filesystem::path own;
  };
  std::optional<Version2> version2_;
  std::vector<Folder> version1_;
};

}  // namespace assay::sandbox
