#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::retry {

/// `rt-permanent-errors`: errors that will not pass are not tried again. See rt_permanent_errors.md.
[[nodiscard]] core::Finding check_permanent_errors(const RuleInput& input);

}  // namespace assay::checks::retry
