#include "checks/event_sourcing/es_role.hpp"

namespace assay::checks::event_sourcing {

core::Finding check_role(const RuleInput& input) {
  const auto& found = input.roles.event_sourcing();
  if (!found.found()) return cannot_tell("No aggregate that is rebuilt from stored events was recognised in the submitted files.");
  std::vector<core::Location> places;
  for (const auto* aggregate : found.deciding()) {
    for (const auto& fold : aggregate->folds) places.push_back(noted(fold.at, "events are run through the aggregate here"));
    unsigned shown = 0;
    for (const auto& state : aggregate->state)
      if (shown++ < 3) places.push_back(noted(input.flow.facts().storages.at(state).at, "this field is rebuilt from events"));
  }
  unsigned shown = 0;
  for (const auto& append : found.appends)
    if (shown++ < 3) places.push_back(noted(place_of(input.flow, append), "an event is stored here"));
  return satisfied("An aggregate's fields are rebuilt by applying stored events one after another.", std::move(places));
}

}  // namespace assay::checks::event_sourcing
