#include "checks/circuit_breaker/cb_probe_success_closes.hpp"

#include <algorithm>

#include "checks/circuit_breaker/machines.hpp"

namespace assay::checks::circuit_breaker {
namespace {

core::Finding judge(const RuleInput& input, const Machine& machine) {
  if (machine.half_open.empty()) return cannot_tell("No mode for trials was recognised.");
  const auto initial = [&](const std::string& storage) {
    const auto known = machine.component.initial.find(storage);
    return known == machine.component.initial.end() ? Constant("0") : known->second;
  };
  const auto closed = [&](const Event& event) {
    return event.kind == EventKind::write && event.value.constant == initial(event.storage) &&
           std::ranges::any_of(machine.half_open, [&](const Phase& phase) { return phase.storage == event.storage; });
  };
  const bool same = std::ranges::any_of(machine.half_open, [&](const Phase& half) {
    return std::ranges::any_of(machine.open, [&](const Phase& open) { return open.storage == half.storage; });
  });
  const auto closed_for_good = [&](const Event& event) {
    return closed(event) && (!same || std::ranges::any_of(machine.open, [&](const Phase& open) { return open.storage == event.storage; }));
  };
  WayList succeeded;
  for (const auto* way : machine.successes)
    if (machine.starts_on_trial(*way) || is_trial(machine, *way)) succeeded.push_back(way);
  if (const auto* event = find_event_after_call(succeeded, closed_for_good))
    return satisfied("Trials that succeed close the breaker.", shown(event, "it closes here"));
  if (succeeded.empty() || !machine.is_whole(input.flow)) return cannot_tell("It could not be told what a successful trial leads to.");
  return violated("No successful trial closes the breaker; leave the trial mode once enough trials succeeded.",
                  {function_at(input, succeeded.front()->entry, "a successful trial ends here, and the mode stays")});
}

}  // namespace

core::Finding check_probe_success_closes(const RuleInput& input) {
  return judge_machines(input, [&](const Machine& machine) { return judge(input, machine); });
}

}  // namespace assay::checks::circuit_breaker
