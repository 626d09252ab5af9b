#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::messaging {

/// `dl-role`: a message that cannot be processed is put aside, apart from where it came from. See dl_role.md.
[[nodiscard]] core::Finding check_dl_role(const RuleInput& input);

}  // namespace assay::checks::messaging
