#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// See cb_exceptions_recorded.md.
[[nodiscard]] core::Finding check_exceptions_recorded(const RuleInput& input);

}  // namespace assay::checks::circuit_breaker
