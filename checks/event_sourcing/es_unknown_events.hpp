#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::event_sourcing {

/// `es-unknown-events`: an event of an unknown kind is not dropped silently. See es_unknown_events.md.
[[nodiscard]] core::Finding check_unknown_events(const RuleInput& input);

}  // namespace assay::checks::event_sourcing
