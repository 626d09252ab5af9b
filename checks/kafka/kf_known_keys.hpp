#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::kafka {

/// `kf-known-keys`: every key and value is one that the client knows. See kf_known_keys.md.
[[nodiscard]] core::Finding check_known_keys(const RuleInput& input);

}  // namespace assay::checks::kafka
