// Every check there is.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/finding.hpp"

namespace assay::checks {

struct Facts;

/// The ids of all checks, in the order of the table.
[[nodiscard]] std::vector<std::string> check_ids();

/// Runs the checks `ids` on the facts of a submission, in that order; all where there are
/// none. `healthy` says that the facts are all there is to know. A usage error names an
/// unknown id and the known ones.
[[nodiscard]] core::Result<std::vector<core::Finding>> run_checks(const Facts& facts,
                                                                  std::span<const std::string> ids, bool healthy);

}  // namespace assay::checks
