#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::kafka {

/// `kf-role`: a Kafka client produces or consumes. See kf_role.md.
[[nodiscard]] core::Finding check_role(const RuleInput& input);

}  // namespace assay::checks::kafka
