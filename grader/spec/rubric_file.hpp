#pragma once

#include <filesystem>

#include "core/lab_spec.hpp"
#include "spec/diagnostics.hpp"

namespace assay::spec {

/// A rubric's file; where `lab` is given, held against its suites, checks and ceiling.
[[nodiscard]] core::Rubric read_rubric_file(const std::filesystem::path& file, const core::LabSpec* lab,
                                            Diagnostics& diagnostics);

}  // namespace assay::spec
