#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::kafka {

/// `kf-acks-idempotence`: the producer neither loses nor doubles. See kf_acks_idempotence.md.
[[nodiscard]] core::Finding check_acks_idempotence(const RuleInput& input);

}  // namespace assay::checks::kafka
