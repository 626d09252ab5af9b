#include "checks/cqrs/cq_commands_return_nothing.hpp"

#include <algorithm>

#include "checks/event_sourcing/absent.hpp"
#include "checks/roles/event_sourcing_queries.hpp"
#include "checks/roles/event_sourcing_writers.hpp"

namespace assay::checks::cqrs {

core::Finding check_commands_return_nothing(const RuleInput& input) {
  const auto& found = input.roles.event_sourcing();
  auto commands = find_handlers(input.flow, found);
  if (!found.found() || commands.empty()) return event_sourcing::absent();
  std::vector<core::Location> against;
  std::vector<core::Location> in_favour;
  for (const unsigned f : commands) {
    const auto& function = input.flow.function(f);
    if (function.is_constructor || function.is_lambda) continue;
    if (gives_back_state(input.flow, found, f)) against.push_back(noted(function.at, "this command gives back the state"));
    else if (in_favour.size() < event_sourcing::enough_places) in_favour.push_back(noted(function.at, "this command gives back no state"));
  }
  if (!against.empty())
    return violated("A command answers with the state, so that it is a query as well; let it give back nothing, an identifier, a "
                    "version or an error, and ask the read side for the rest.", std::move(against));
  if (in_favour.empty()) return cannot_tell("No command was recognised in the submitted files.");
  return satisfied("Commands give back no read model.", std::move(in_favour));
}

}  // namespace assay::checks::cqrs
