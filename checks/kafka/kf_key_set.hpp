#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::kafka {

/// `kf-key-set`: records have a key. See kf_key_set.md.
[[nodiscard]] core::Finding check_key_set(const RuleInput& input);

}  // namespace assay::checks::kafka
