#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::retry {

/// `rt-no-lock-sleeping`: no lock is held during the waits. See rt_no_lock_sleeping.md.
[[nodiscard]] core::Finding check_no_lock_sleeping(const RuleInput& input);

}  // namespace assay::checks::retry
