// Recognises aggregates, events, stores and projections by what they do to each other; no name decides.
#pragma once

#include "checks/roles/flow.hpp"

namespace assay::checks {

/// Recognises aggregates, events, stores and projections by what they do to each other; no name decides.
struct EventSourcing {};

[[nodiscard]] EventSourcing find_event_sourcing(const Flow& flow);

}  // namespace assay::checks
