#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// See cb_three_modes.md.
[[nodiscard]] core::Finding check_three_modes(const RuleInput& input);

}  // namespace assay::checks::circuit_breaker
