#pragma once

#include <span>
#include <string_view>

namespace assay::checks {

/// A header of checks/models/, by its path in that folder.
struct ModelFile {
  std::string_view path;
  std::string_view text;
};

/// All of them, built into the program.
[[nodiscard]] std::span<const ModelFile> model_files();

}  // namespace assay::checks
