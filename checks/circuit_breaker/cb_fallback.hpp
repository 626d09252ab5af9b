#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// See cb_fallback.md.
[[nodiscard]] core::Finding check_fallback(const RuleInput& input);

}  // namespace assay::checks::circuit_breaker
