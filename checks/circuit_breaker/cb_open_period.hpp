#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// See cb_open_period.md.
[[nodiscard]] core::Finding check_open_period(const RuleInput& input);

}  // namespace assay::checks::circuit_breaker
