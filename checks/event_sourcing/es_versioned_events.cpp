#include "checks/event_sourcing/es_versioned_events.hpp"

#include <algorithm>

#include "checks/event_sourcing/absent.hpp"
#include "checks/roles/event_sourcing_schemas.hpp"

namespace assay::checks::event_sourcing {

core::Finding check_versioned_events(const RuleInput& input) {
  const auto& found = input.roles.event_sourcing();
  if (!found.found()) return absent();
  const auto schemas = find_schemas(input.flow, found);
  std::vector<core::Location> places;
  for (const auto& at : schemas.told_apart)
    if (places.size() < enough_places) places.push_back(noted(at, "events of another schema are told apart here"));
  if (!places.empty()) return satisfied("Events say the version of their schema, and older ones are understood.", std::move(places));
  if (schemas.written.empty() || schemas.read.empty())
    return cannot_tell("Events are not seen to be stored as text or bytes and read back, so that their schema may be the program's own.");
  for (const auto& at : schemas.written)
    if (places.size() < enough_places) places.push_back(noted(at, "an event is written out here"));
  for (const auto& at : schemas.read)
    if (places.size() < 2 * enough_places) places.push_back(noted(at, "and read back here"));
  if (schemas.named) return cannot_tell("Events are stored with a version, and it could not be told what it is looked at for.", std::move(places));
  if (!is_read(input)) return cannot_tell("Some of the code that reads events could not be read.", std::move(places));
  return violated("Events are stored outside of the program and read back without a schema version, so that none of them can ever "
                  "change its form; store a version with each and lift old ones when they are read.", std::move(places));
}

}  // namespace assay::checks::event_sourcing
