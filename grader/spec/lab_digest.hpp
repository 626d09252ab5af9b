#pragma once

#include <filesystem>
#include <string>

#include "core/error.hpp"

namespace assay::spec {

/// SHA-256 over the names and contents of what decides a grade: `lab.toml`,
/// `rubric.toml`, and every file below `contract/` and `judge/`, by name. Neither the
/// lab's place on disk nor modes nor times go in. A bad_lab error where a file is
/// missing, or is a link or a device: its content would lie outside.
[[nodiscard]] core::Result<std::string> lab_digest(const std::filesystem::path& folder);

}  // namespace assay::spec
