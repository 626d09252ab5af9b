#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/lab_spec.hpp"

namespace assay::cli {

/// The lab that a person names: a folder with a lab.toml, or the id of one that comes with
/// Assay; held against the operator's ceilings. A bad_lab error names those that there are.
[[nodiscard]] core::Result<core::LabSpec> find_lab(const std::string& name);

/// The folders of the labs that come with Assay, by name.
[[nodiscard]] std::vector<std::filesystem::path> bundled_labs();

}  // namespace assay::cli
