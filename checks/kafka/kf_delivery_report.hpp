#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::kafka {

/// `kf-delivery-report`: the outcome of each delivery is read. See kf_delivery_report.md.
[[nodiscard]] core::Finding check_delivery_report(const RuleInput& input);

}  // namespace assay::checks::kafka
