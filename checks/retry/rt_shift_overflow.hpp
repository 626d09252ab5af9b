#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::retry {

/// `rt-shift-overflow`: the exponent of the wait stays within its type. See rt_shift_overflow.md.
[[nodiscard]] core::Finding check_shift_overflow(const RuleInput& input);

}  // namespace assay::checks::retry
