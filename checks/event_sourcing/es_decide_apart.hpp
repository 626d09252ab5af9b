#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::event_sourcing {

/// `es-decide-apart`: what may happen is decided before the event, not while it is applied. See es_decide_apart.md.
[[nodiscard]] core::Finding check_decide_apart(const RuleInput& input);

}  // namespace assay::checks::event_sourcing
