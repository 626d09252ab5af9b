#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::retry {

/// `rt-growth`: the waits between attempts grow multiplicatively. See rt_growth.md.
[[nodiscard]] core::Finding check_growth(const RuleInput& input);

}  // namespace assay::checks::retry
