#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// See cb_threshold.md.
[[nodiscard]] core::Finding check_threshold(const RuleInput& input);

}  // namespace assay::checks::circuit_breaker
