#include "checks/event_sourcing/es_expected_version.hpp"

#include <algorithm>

#include "checks/event_sourcing/absent.hpp"
#include "checks/roles/event_sourcing_versions.hpp"

namespace assay::checks::event_sourcing {

core::Finding check_expected_version(const RuleInput& input) {
  const auto& found = input.roles.event_sourcing();
  if (!found.found()) return absent();
  if (found.stores.empty() && !found.from_outside && found.appends.empty()) return cannot_tell("No store of events was recognised in the submitted files.");
  std::vector<core::Location> checked;
  std::vector<core::Location> apart;
  std::vector<core::Location> unchecked;
  std::vector<core::Location> waiting;
  bool open = false;
  for (const auto& append : found.appends) {
    const auto version = version_check_of(input.flow, found, append);
    switch (version.kind) {
      case VersionCheckKind::together: checked.push_back(noted(version.at, "the expected version is compared here")); break;
      case VersionCheckKind::apart:
        apart.push_back(noted(version.at, "the version is compared here"));
        apart.push_back(noted(place_of(input.flow, append), "and the event is stored here, when another may have come in between"));
        break;
      case VersionCheckKind::none: unchecked.push_back(noted(place_of(input.flow, append), "an event is stored here whatever was stored before")); break;
      case VersionCheckKind::buffer: waiting.push_back(noted(place_of(input.flow, append), "an event is kept here whatever came before")); break;
      case VersionCheckKind::emptied: break;
      case VersionCheckKind::unclear: open = true; break;
    }
  }
  if (!apart.empty())
    return violated("The version is compared before the lock of the append is taken, so that two writers may both pass; compare it "
                    "within the same lock or in one conditional write.", std::move(apart));
  if (!checked.empty()) return satisfied("An append is refused unless the stream has the version that it expects.", std::move(checked));
  // Where nothing else is stored, what looked like a buffer is the store.
  if (!open && unchecked.empty()) unchecked = std::move(waiting);
  if (open || unchecked.empty()) return cannot_tell("Whether an append compares versions could not be told.", std::move(unchecked));
  if (!is_read(input)) return cannot_tell("Some of the code that stores events could not be read.", std::move(unchecked));
  return violated("Events are appended without comparing the version that the decision was made on with the stream's, so that two "
                  "writers overtake each other; give append() the expected version and refuse where it is another.",
                  std::move(unchecked));
}

}  // namespace assay::checks::event_sourcing
