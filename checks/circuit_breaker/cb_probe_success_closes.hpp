#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// See cb_probe_success_closes.md.
[[nodiscard]] core::Finding check_probe_success_closes(const RuleInput& input);

}  // namespace assay::checks::circuit_breaker
