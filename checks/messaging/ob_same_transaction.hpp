#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::messaging {

/// `ob-same-transaction`: a message is written to the outbox in the transaction of the state that it tells of. See ob_same_transaction.md.
[[nodiscard]] core::Finding check_ob_same_transaction(const RuleInput& input);

}  // namespace assay::checks::messaging
