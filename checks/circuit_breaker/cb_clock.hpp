#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// `cb-clock`: the open period is measured with a monotonic clock. See cb_clock.md.
[[nodiscard]] core::Finding check_clock(const RuleInput& input);

}  // namespace assay::checks::circuit_breaker
