#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::messaging {

/// `dl-keeps-payload`: a dead letter keeps the message and why it failed. See dl_keeps_payload.md.
[[nodiscard]] core::Finding check_dl_keeps_payload(const RuleInput& input);

}  // namespace assay::checks::messaging
