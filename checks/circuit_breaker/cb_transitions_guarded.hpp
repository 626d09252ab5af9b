#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// See cb_transitions_guarded.md.
[[nodiscard]] core::Finding check_transitions_guarded(const RuleInput& input);

}  // namespace assay::checks::circuit_breaker
