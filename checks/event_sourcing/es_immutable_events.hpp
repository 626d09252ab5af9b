#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::event_sourcing {

/// `es-immutable-events`: an event does not change after it was made. See es_immutable_events.md.
[[nodiscard]] core::Finding check_immutable_events(const RuleInput& input);

}  // namespace assay::checks::event_sourcing
