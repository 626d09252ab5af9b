#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// See cb_probe_failure_reopens.md.
[[nodiscard]] core::Finding check_probe_failure_reopens(const RuleInput& input);

}  // namespace assay::checks::circuit_breaker
