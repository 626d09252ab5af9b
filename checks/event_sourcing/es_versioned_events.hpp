#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::event_sourcing {

/// `es-versioned-events`: stored events say the version of their schema. See es_versioned_events.md.
[[nodiscard]] core::Finding check_versioned_events(const RuleInput& input);

}  // namespace assay::checks::event_sourcing
