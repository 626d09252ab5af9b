#include "checks/cqrs/cq_queries_do_not_write.hpp"

#include <algorithm>

#include "checks/event_sourcing/absent.hpp"
#include "checks/roles/event_sourcing_queries.hpp"

namespace assay::checks::cqrs {

core::Finding check_queries_do_not_write(const RuleInput& input) {
  const auto& found = input.roles.event_sourcing();
  if (!found.found()) return event_sourcing::absent();
  std::vector<core::Location> against;
  std::vector<core::Location> in_favour;
  bool open = false;
  for (const auto& query : find_queries(input.flow, found)) {
    const auto& at = input.flow.function(query.function).at;
    if (query.writes == QueryWrite::yes) {
      against.push_back(noted(at, "this answers a question"));
      against.push_back(noted(query.at, "and changes something"));
    } else if (query.writes == QueryWrite::no && in_favour.size() < event_sourcing::enough_places) {
      in_favour.push_back(noted(at, "this answers a question and changes nothing"));
    }
    open = open || query.writes == QueryWrite::unclear;
  }
  if (!against.empty())
    return violated("A query changes the state or stores an event; let queries only read, and make what has to be noted a command.",
                    std::move(against));
  if (in_favour.empty()) return cannot_tell("No query was recognised in the submitted files.");
  if (open) return cannot_tell("Some functions store an event and give back the state, and may be commands or queries.", std::move(in_favour));
  return satisfied("Queries only read.", std::move(in_favour));
}

}  // namespace assay::checks::cqrs
