#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::kafka {

/// `kf-conf-checked`: the results of configuring and creating are looked at. See kf_conf_checked.md.
[[nodiscard]] core::Finding check_conf_checked(const RuleInput& input);

}  // namespace assay::checks::kafka
