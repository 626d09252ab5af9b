#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::retry {

/// `rt-role`: a failed invocation is made again. See rt_role.md.
[[nodiscard]] core::Finding check_role(const RuleInput& input);

}  // namespace assay::checks::retry
