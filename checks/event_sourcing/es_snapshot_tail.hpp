#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::event_sourcing {

/// `es-snapshot-tail`: a snapshot is followed by exactly the later events. See es_snapshot_tail.md.
[[nodiscard]] core::Finding check_snapshot_tail(const RuleInput& input);

}  // namespace assay::checks::event_sourcing
