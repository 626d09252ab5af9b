#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::messaging {

/// `ob-marked-after-ack`: a message leaves the outbox only after the broker has it. See ob_marked_after_ack.md.
[[nodiscard]] core::Finding check_ob_marked_after_ack(const RuleInput& input);

}  // namespace assay::checks::messaging
