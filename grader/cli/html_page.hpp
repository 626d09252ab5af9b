#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "report/grading_report.hpp"

namespace assay::cli {

/// Writes the report's page to `folder/name.html`, making the folder where it is missing.
[[nodiscard]] core::Result<void> write_page(const std::filesystem::path& folder, std::string_view name,
                                            const report::GradingReport& report);

/// A stream's name as a file's name: what is no letter, digit, '.', '_' or '-' becomes '-',
/// and a digest of the whole name tells those apart that would then be one.
[[nodiscard]] std::string page_name(std::string_view stream);

}  // namespace assay::cli
