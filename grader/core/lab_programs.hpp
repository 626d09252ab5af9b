#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace assay::core {

/// A lab's own trusted programs, built once a lab version.
struct LabPrograms {
  std::filesystem::path folder;  ///< of this lab version's, ours to add to
  std::map<std::string, std::filesystem::path> judges;  ///< by suite
  std::map<std::string, std::filesystem::path> host_libraries;  ///< by program; linked into its subject
};

}  // namespace assay::core
