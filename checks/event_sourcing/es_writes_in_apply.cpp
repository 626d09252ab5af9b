#include "checks/event_sourcing/es_writes_in_apply.hpp"

#include <algorithm>

#include "checks/event_sourcing/absent.hpp"
#include "checks/roles/event_sourcing_writers.hpp"

namespace assay::checks::event_sourcing {

core::Finding check_writes_in_apply(const RuleInput& input) {
  const auto& found = input.roles.event_sourcing();
  if (!found.found()) return absent();
  std::vector<core::Location> against;
  std::vector<core::Location> in_favour;
  for (const auto* aggregate : found.deciding()) {
    for (const auto& writer : find_writers(input.flow, found, *aggregate)) {
      if (writer.kind == WriterKind::second_apply || against.size() >= enough_places) continue;
      const auto& name = input.flow.facts().storages.at(input.flow.write(writer.write).storage).name;
      against.push_back(noted(input.flow.write(writer.write).at, name + " is written here, and by no event"));
    }
    for (const auto& fold : aggregate->folds) in_favour.push_back(noted(fold.at, "events are applied here"));
  }
  if (!against.empty())
    return violated("Fields that are rebuilt from events are also written directly, so that a replay comes to another state; "
                    "record an event and let the code that applies it write them.", std::move(against));
  if (!is_read(input)) return cannot_tell("Some of the code that belongs to the aggregate could not be read.", std::move(in_favour));
  return satisfied("The aggregate's fields are written only where events are applied.", std::move(in_favour));
}

}  // namespace assay::checks::event_sourcing
