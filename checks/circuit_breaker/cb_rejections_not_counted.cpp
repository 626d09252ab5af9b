#include "checks/circuit_breaker/cb_rejections_not_counted.hpp"

#include <algorithm>

#include "checks/circuit_breaker/machines.hpp"

namespace assay::checks::circuit_breaker {
namespace {

core::Finding judge(const RuleInput&, const Machine& machine) {
  const auto counted = [&](const Event& event) {
    return event.kind == EventKind::write && event.adds && machine.counts.contains(event.storage);
  };
  if (machine.refusals.empty() || machine.counts.empty()) return cannot_tell("It could not be told what a refused call changes.");
  const auto* event = find_event(machine.refusals, counted);
  // A window of times is moved on by whoever looks at it: a new slot is no outcome.
  if (event != nullptr && machine.component.times.contains(event->storage))
    return cannot_tell("It could not be told whether a refused call is counted or only moves the window on.");
  if (event != nullptr)
    return violated("A refused call is counted as a failure of the downstream, which was not even asked; count only calls that were made.",
                    shown(event, "a refusal is counted here"));
  return satisfied("A refused call leaves the count of failures alone.", {noted(machine.refusals.front()->left_at, "refused here")});
}

}  // namespace

core::Finding check_rejections_not_counted(const RuleInput& input) {
  return judge_machines(input, [&](const Machine& machine) { return judge(input, machine); });
}

}  // namespace assay::checks::circuit_breaker
