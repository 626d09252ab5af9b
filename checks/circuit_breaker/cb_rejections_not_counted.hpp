#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// See cb_rejections_not_counted.md.
[[nodiscard]] core::Finding check_rejections_not_counted(const RuleInput& input);

}  // namespace assay::checks::circuit_breaker
