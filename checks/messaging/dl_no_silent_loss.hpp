#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::messaging {

/// `dl-no-silent-loss`: no failed message is let go of without a trace. See dl_no_silent_loss.md.
[[nodiscard]] core::Finding check_dl_no_silent_loss(const RuleInput& input);

}  // namespace assay::checks::messaging
