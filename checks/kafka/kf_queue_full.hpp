#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::kafka {

/// `kf-queue-full`: a full queue is waited for. See kf_queue_full.md.
[[nodiscard]] core::Finding check_queue_full(const RuleInput& input);

}  // namespace assay::checks::kafka
