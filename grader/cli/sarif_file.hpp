#pragma once

#include <span>
#include <string>

#include "core/error.hpp"
#include "core/event.hpp"
#include "core/finding.hpp"

namespace assay::cli {

/// Writes findings as SARIF to a file that a person named, "-" for stdout, with the pages of
/// the checks. `analysis` may be null.
[[nodiscard]] core::Result<void> write_sarif(const std::string& file, std::span<const core::Finding> findings,
                                             const core::AnalysisFinished* analysis);

}  // namespace assay::cli
