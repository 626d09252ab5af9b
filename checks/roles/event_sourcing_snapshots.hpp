// Copies of an aggregate that spare a replay its beginning.
#pragma once

#include "checks/roles/event_sourcing.hpp"

namespace assay::checks {

enum class TailKind {
  later_only,  ///< only what came after the snapshot is applied
  from_start,  ///< everything is applied once more
  skipped,     ///< nothing is applied
};

struct SnapshotLoad {
  Place taken;     ///< where a snapshot is kept
  Place restored;  ///< where it is taken back, or events are applied to it
  TailKind tail = TailKind::later_only;
};

[[nodiscard]] std::vector<SnapshotLoad> find_snapshot_loads(const Flow& flow, const EventSourcing& found);

}  // namespace assay::checks
