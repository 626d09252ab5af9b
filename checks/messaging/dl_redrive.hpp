#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::messaging {

/// `dl-redrive`: dead letters can be taken back to be processed. See dl_redrive.md.
[[nodiscard]] core::Finding check_dl_redrive(const RuleInput& input);

}  // namespace assay::checks::messaging
