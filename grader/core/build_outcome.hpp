#pragma once

#include <filesystem>
#include <optional>

#include "core/event.hpp"

namespace assay::core {

/// What building a submission gave.
struct BuildOutcome {
  BuildFinished facts;
  std::filesystem::path subject_folder;  ///< holds the program `subject`, where the build succeeded
  std::optional<std::filesystem::path> compile_commands;  ///< the build's own, where it wrote one
};

}  // namespace assay::core
