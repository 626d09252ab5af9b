#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::retry {

/// `rt-stops-on-success`: a success ends the attempts. See rt_stops_on_success.md.
[[nodiscard]] core::Finding check_stops_on_success(const RuleInput& input);

}  // namespace assay::checks::retry
