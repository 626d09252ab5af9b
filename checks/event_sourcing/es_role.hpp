#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::event_sourcing {

/// `es-role`: an aggregate is rebuilt from stored events. See es_role.md.
[[nodiscard]] core::Finding check_role(const RuleInput& input);

}  // namespace assay::checks::event_sourcing
