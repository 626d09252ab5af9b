#include "checks/event_sourcing/es_snapshot_tail.hpp"

#include <algorithm>

#include "checks/event_sourcing/absent.hpp"
#include "checks/roles/event_sourcing_snapshots.hpp"

namespace assay::checks::event_sourcing {

core::Finding check_snapshot_tail(const RuleInput& input) {
  const auto& found = input.roles.event_sourcing();
  if (!found.found()) return absent();
  const auto loads = find_snapshot_loads(input.flow, found);
  if (loads.empty()) return cannot_tell("No snapshot that a replay begins with was recognised in the submitted files.");
  std::vector<core::Location> in_favour;
  for (const auto& load : loads) {
    std::vector<core::Location> places{noted(load.taken, "a snapshot is kept here")};
    if (load.tail == TailKind::from_start) {
      places.push_back(noted(load.restored, "all events are applied to the snapshot here, those that it holds already as well"));
      return violated("After a snapshot is taken back, the events are replayed from the start and applied twice; replay only those "
                      "that came after the snapshot's version.", std::move(places));
    }
    if (load.tail == TailKind::skipped) {
      places.push_back(noted(load.restored, "the snapshot is given back without the events after it"));
      return violated("A snapshot is taken for the present state, and what happened after it is lost; apply the later events to it.",
                      std::move(places));
    }
    places.push_back(noted(load.restored, "only later events are applied here"));
    std::ranges::move(places, std::back_inserter(in_favour));
  }
  return satisfied("A snapshot is followed by the events that came after it.", std::move(in_favour));
}

}  // namespace assay::checks::event_sourcing
