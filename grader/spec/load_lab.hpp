#pragma once

#include <filesystem>

#include "core/error.hpp"
#include "core/lab_spec.hpp"

namespace assay::spec {

/// The lab in this folder. A bad_lab error says everything that is wrong with its
/// `lab.toml` and `rubric.toml`, a line each: "file:line:column: what was expected". The
/// rubric is held against the lab's suites and checks only once `lab.toml` is sound. A lab that
/// asks for more than `ceilings` is such an error, with the place in both files.
[[nodiscard]] core::Result<core::LabSpec> load_lab(const std::filesystem::path& folder,
                                                   const core::OperatorCeilings& ceilings = {});

/// A rubric of this lab from a file of its own, to try one out. Errors as `load_lab`'s.
[[nodiscard]] core::Result<core::Rubric> load_rubric(const std::filesystem::path& file, const core::LabSpec& lab);

}  // namespace assay::spec
