#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::kafka {

/// `kf-poll-not-blocked`: the poll loop does not sleep. See kf_poll_not_blocked.md.
[[nodiscard]] core::Finding check_poll_not_blocked(const RuleInput& input);

}  // namespace assay::checks::kafka
