#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::kafka {

/// `kf-group-id`: a subscribing consumer names its group. See kf_group_id.md.
[[nodiscard]] core::Finding check_group_id(const RuleInput& input);

}  // namespace assay::checks::kafka
