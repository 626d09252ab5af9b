#include "checks/event_sourcing/es_command_sourcing.hpp"

#include "checks/event_sourcing/absent.hpp"
#include "checks/roles/event_sourcing_commands.hpp"

namespace assay::checks::event_sourcing {

core::Finding check_command_sourcing(const RuleInput& input) {
  if (const auto journal = find_command_journal(input.flow))
    return violated("What is stored are commands, which are executed again on every start and may then be refused or do something "
                    "else; store what happened as events, and only apply those.",
                    {noted(journal->stored, "the command is stored before it was decided"), noted(journal->handled, "and then executed"),
                     noted(journal->replayed, "stored commands are executed again here"), noted(journal->refused, "which may refuse")});
  const auto& found = input.roles.event_sourcing();
  if (!found.found()) return absent();
  std::vector<core::Location> places;
  for (const auto* aggregate : found.deciding())
    for (const auto& fold : aggregate->folds) places.push_back(noted(fold.at, "stored events are only applied here"));
  return satisfied("What is stored are events, which replay only applies.", std::move(places));
}

}  // namespace assay::checks::event_sourcing
