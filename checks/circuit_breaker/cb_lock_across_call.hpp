#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// `cb-lock-across-call`: no lock is held across the downstream call. See
/// cb_lock_across_call.md.
[[nodiscard]] core::Finding check_lock_across_call(const RuleInput& input);

}  // namespace assay::checks::circuit_breaker
