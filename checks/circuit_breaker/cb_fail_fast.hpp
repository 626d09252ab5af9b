#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// See cb_fail_fast.md.
[[nodiscard]] core::Finding check_fail_fast(const RuleInput& input);

}  // namespace assay::checks::circuit_breaker
