#include "checks/circuit_breaker/cb_probe_failure_reopens.hpp"

#include <algorithm>

#include "checks/circuit_breaker/machines.hpp"

namespace assay::checks::circuit_breaker {
namespace {

core::Finding judge(const RuleInput& input, const Machine& machine) {
  const auto opened = [&](const Event& event) {
    if (event.kind != EventKind::write) return false;
    if (machine.open.empty()) return machine.times.contains(event.storage) && !event.value.clocks.empty();
    return std::ranges::any_of(machine.open, [&](const Phase& phase) {
      return phase.storage == event.storage && (event.value.constant == phase.constant || phase.constant == "*");
    });
  };
  WayList failed;
  for (const auto* way : machine.failures)
    if (machine.starts_on_trial(*way) || is_trial(machine, *way)) failed.push_back(way);
  if (machine.half_open.empty()) {
    // The count still stands when the time is over, so that the next failure renews the time.
    const auto* renewed = machine.derived ? find_event(machine.failures, opened) : nullptr;
    if (renewed != nullptr) return satisfied("A failure after the open period renews it.", shown(renewed, "the time is stored anew here"));
    return cannot_tell("No mode for trials was recognised.");
  }
  if (const auto* event = find_event_after_call(failed, opened)) return satisfied("A trial that fails opens the breaker again.", shown(event, "it opens again here"));
  if (failed.empty() || !machine.is_whole(input.flow)) return cannot_tell("It could not be told what a failed trial leads to.");
  return violated("A trial call that fails does not open the breaker again, so that a sick downstream is called on and on; open it at once.",
                  {function_at(input, failed.front()->entry, "a failed trial ends here, and the mode stays")});
}

}  // namespace

core::Finding check_probe_failure_reopens(const RuleInput& input) {
  return judge_machines(input, [&](const Machine& machine) { return judge(input, machine); });
}

}  // namespace assay::checks::circuit_breaker
