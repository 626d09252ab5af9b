#include "checks/event_sourcing/es_append_only.hpp"

#include <algorithm>
#include <array>

#include "checks/event_sourcing/absent.hpp"
#include "checks/roles/event_sourcing_stores.hpp"

namespace assay::checks::event_sourcing {

core::Finding check_append_only(const RuleInput& input) {
  const auto& found = input.roles.event_sourcing();
  if (!found.found()) return absent();
  if (found.stores.empty() && !found.from_outside && found.appends.empty()) return cannot_tell("No store of events was recognised in the submitted files.");
  std::vector<core::Location> against;
  std::vector<core::Location> doubtful;
  for (const auto& change : find_store_changes(input.flow, found)) {
    auto& places = change.certain ? against : doubtful;
    if (places.size() < enough_places) places.push_back(noted(change.at, change.what));
  }
  if (!against.empty())
    return violated("Stored events are removed or overwritten, and with them what happened; only add events, and put a mistake "
                    "right with a further one.", std::move(against));
  if (!doubtful.empty()) return cannot_tell("Stored events are dropped, and it could not be told whether they are still needed.", std::move(doubtful));
  if (found.appends.empty()) return cannot_tell("No place was recognised where an event is stored.");
  if (!input.health.sound()) return cannot_tell("Some of the code that stores events could not be read.");
  std::vector<core::Location> places;
  for (const auto& append : found.appends)
    if (places.size() < enough_places) places.push_back(noted(place_of(input.flow, append), "an event is added here"));
  return satisfied("Stored events are only ever added to.", std::move(places));
}

}  // namespace assay::checks::event_sourcing
