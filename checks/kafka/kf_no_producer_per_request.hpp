#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::kafka {

/// `kf-no-producer-per-request`: a producer serves many records. See kf_no_producer_per_request.md.
[[nodiscard]] core::Finding check_no_producer_per_request(const RuleInput& input);

}  // namespace assay::checks::kafka
