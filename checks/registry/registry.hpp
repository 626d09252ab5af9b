// Every check there is.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "checks/registry/rule.hpp"
#include "core/error.hpp"
#include "core/finding.hpp"

namespace assay::checks {

/// All checks, family by family.
[[nodiscard]] const std::vector<Check>& all_checks();

/// Runs the checks `ids` on the facts of a submission, in that order; all where there are
/// none. `complete` says that the facts are all there is to know. `options` holds the
/// options of each check by its id. A usage error names an unknown id and the known ones.
[[nodiscard]] core::Result<std::vector<core::Finding>> run_checks(const Facts& facts, std::span<const std::string> ids,
                                                                  bool complete,
                                                                  const std::map<std::string, Options>& options = {});

}  // namespace assay::checks
