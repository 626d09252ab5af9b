#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// See cb_success_resets.md.
[[nodiscard]] core::Finding check_success_resets(const RuleInput& input);

}  // namespace assay::checks::circuit_breaker
