#pragma once

#include <filesystem>

#include "core/lab_spec.hpp"
#include "spec/diagnostics.hpp"

namespace assay::spec {

/// `lab.toml` in this folder, held against what lies in the folder and against the operator's
/// ceilings. Without the rubric.
[[nodiscard]] core::LabSpec read_lab_file(const std::filesystem::path& folder, const core::OperatorCeilings& ceilings,
                                          Diagnostics& diagnostics);

}  // namespace assay::spec
