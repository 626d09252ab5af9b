#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::messaging {

/// `id-role`: a message that comes again has no second effect: its identity is looked up first. See id_role.md.
[[nodiscard]] core::Finding check_id_role(const RuleInput& input);

}  // namespace assay::checks::messaging
