#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// `cb-role`: a circuit breaker guards the downstream call. See cb_role.md.
[[nodiscard]] core::Finding check_role(const RuleInput& input);

}  // namespace assay::checks::circuit_breaker
