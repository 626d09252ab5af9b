#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace assay::core {

/// A lab's own trusted programs, built once a lab version.
struct LabPrograms {
  std::map<std::string, std::filesystem::path> judges;  ///< by suite
  std::filesystem::path host_library;                   ///< linked into every subject
};

}  // namespace assay::core
