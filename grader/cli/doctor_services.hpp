// What `assay doctor` says of the services that labs may need.
#pragma once

#include <filesystem>

#include "cli/doctor_report.hpp"
#include "core/error.hpp"

namespace assay::cli {

/// Java in the tree `root`, and the engine in `folder`. Neither is missing: a lab that needs none is graded without.
[[nodiscard]] Findings examine_services(const std::filesystem::path& root, const core::Result<std::filesystem::path>& folder);

}  // namespace assay::cli
