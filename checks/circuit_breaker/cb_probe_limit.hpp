#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// See cb_probe_limit.md.
[[nodiscard]] core::Finding check_probe_limit(const RuleInput& input);

}  // namespace assay::checks::circuit_breaker
