#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "core/event.hpp"

namespace assay::core {

/// What building a submission for one sanitizer gave.
struct BuildOutcome {
  BuildFinished facts;
  /// By program, where the build succeeded; each holds an executable `subject`.
  std::map<std::string, std::filesystem::path> subject_folders;
  std::optional<std::filesystem::path> compile_commands;  ///< the build's own, where it wrote one
};

}  // namespace assay::core
