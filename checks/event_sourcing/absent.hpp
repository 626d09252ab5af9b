#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::event_sourcing {

/// What every check of the family says where there is nothing for it to judge.
[[nodiscard]] inline core::Finding absent() {
  return cannot_tell("No aggregate that is rebuilt from stored events was recognised in the submitted files.");
}

/// Enough places make a point.
constexpr std::size_t enough_places = 4;

/// Whether everything that belongs to event sourcing was read as a whole.
[[nodiscard]] inline bool is_read(const RuleInput& input) {
  const auto& found = input.roles.event_sourcing();
  std::vector<unsigned> functions(found.live.begin(), found.live.end());
  for (const auto& aggregate : found.aggregates) {
    functions.insert(functions.end(), aggregate.applies.begin(), aggregate.applies.end());
    for (const auto& fold : aggregate.folds) functions.push_back(fold.function);
  }
  return input.health.sound() && is_whole(input.flow, functions);
}

}  // namespace assay::checks::event_sourcing
