#include "checks/event_sourcing/es_replay_same_apply.hpp"

#include <algorithm>

#include "checks/event_sourcing/absent.hpp"
#include "checks/roles/event_sourcing_writers.hpp"

namespace assay::checks::event_sourcing {

core::Finding check_replay_same_apply(const RuleInput& input) {
  const auto& found = input.roles.event_sourcing();
  if (!found.found()) return absent();
  std::vector<core::Location> against;
  std::vector<core::Location> replays;
  for (const auto* aggregate : found.deciding()) {
    for (const auto& writer : find_writers(input.flow, found, *aggregate)) {
      // A handler that applies its event as well is another defect, see es-writes-in-apply.
      const bool live_only = writer.kind == WriterKind::second_apply ||
                             (writer.kind == WriterKind::handler && !writer.applies_too);
      if (live_only && against.size() < enough_places)
        against.push_back(noted(input.flow.write(writer.write).at, "a new event changes this here, and replay does not come by"));
    }
    for (const auto& fold : aggregate->folds) replays.push_back(noted(fold.at, "replay runs this"));
  }
  if (!against.empty()) {
    std::ranges::move(replays, std::back_inserter(against));
    return violated("What happens is applied by one piece of code while the program runs and by another on replay; let both "
                    "call the same function.", std::move(against));
  }
  if (!is_read(input)) return cannot_tell("Some of the code that belongs to the aggregate could not be read.", std::move(replays));
  return satisfied("Replay and new events run the same code.", std::move(replays));
}

}  // namespace assay::checks::event_sourcing
