#pragma once

#include <filesystem>

#include "core/lab_spec.hpp"
#include "spec/diagnostics.hpp"

namespace assay::spec {

/// `lab.toml` in this folder, held against what lies in the folder. Without the rubric.
[[nodiscard]] core::LabSpec read_lab_file(const std::filesystem::path& folder, Diagnostics& diagnostics);

}  // namespace assay::spec
