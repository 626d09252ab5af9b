#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::retry {

/// `rt-cap`: the growth of the waits is limited. See rt_cap.md.
[[nodiscard]] core::Finding check_cap(const RuleInput& input);

}  // namespace assay::checks::retry
