#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::messaging {

/// `dl-after-bound`: a message is put aside only after its attempts are used up, or for an error that stays. See dl_after_bound.md.
[[nodiscard]] core::Finding check_dl_after_bound(const RuleInput& input);

}  // namespace assay::checks::messaging
