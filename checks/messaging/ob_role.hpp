#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::messaging {

/// `ob-role`: messages are written to an outbox beside the state, and sent from there. See ob_role.md.
[[nodiscard]] core::Finding check_ob_role(const RuleInput& input);

}  // namespace assay::checks::messaging
