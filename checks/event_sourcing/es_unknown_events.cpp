#include "checks/event_sourcing/es_unknown_events.hpp"

#include <algorithm>

#include "checks/event_sourcing/absent.hpp"
#include "checks/roles/event_sourcing_kinds.hpp"

namespace assay::checks::event_sourcing {

core::Finding check_unknown_events(const RuleInput& input) {
  const auto& found = input.roles.event_sourcing();
  if (!found.found()) return absent();
  std::vector<core::Location> against;
  std::vector<core::Location> in_favour;
  std::vector<core::Location> open;
  for (const auto* aggregate : found.deciding()) {
    auto choices = kind_choices(input.flow, found, *aggregate);
    std::ranges::move(decoder_choices(input.flow, found, *aggregate), std::back_inserter(choices));
    for (const auto& choice : choices) switch (choice.unknown) {
        case UnknownKind::dropped: against.push_back(noted(choice.at, choice.what)); break;
        case UnknownKind::told:
        case UnknownKind::impossible: in_favour.push_back(noted(choice.at, choice.what)); break;
        case UnknownKind::unclear: open.push_back(noted(choice.at, choice.what)); break;
      }
  }
  if (!against.empty())
    return violated("An event of an unknown kind is dropped without a word, so that the state is rebuilt from a part of the "
                    "history; throw, or report it.", std::move(against));
  if (in_favour.empty()) return cannot_tell("What happens to an event of an unknown kind could not be told.", std::move(open));
  return satisfied("An event of an unknown kind does not go unnoticed.", std::move(in_favour));
}

}  // namespace assay::checks::event_sourcing
