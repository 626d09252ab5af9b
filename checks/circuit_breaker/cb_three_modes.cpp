#include "checks/circuit_breaker/cb_three_modes.hpp"

#include <algorithm>

#include "checks/circuit_breaker/machines.hpp"

namespace assay::checks::circuit_breaker {
namespace {

core::Finding judge(const RuleInput& input, const Machine& machine) {
  const auto ends = [&](const Event& event) {
    return event.kind == EventKind::write && event.value.constant && machine.half_open.contains({event.storage, *event.value.constant});
  };
  for (const auto* list : {&machine.elapsed, &machine.timers})
    if (const auto* event = find_event(*list, ends))
      return satisfied("After the open period there is a mode for trials, apart from open and closed.",
                       shown(event, "the trial mode begins here"));
  if (machine.open.empty() || !machine.half_open.empty())
    return cannot_tell("The breaker's modes are not stored, and it could not be told whether trials are apart from normal calls.");
  const auto closes = [&](const Way* way) {
    bool over = false;
    for (const auto& event : way->events) {
      over = over || (is_test(event, TestKind::time) && event.truth) || event.kind == EventKind::wait;
      if (event.kind == EventKind::call) return false;
      for (const auto& phase : machine.open)
        if (over && event.kind == EventKind::write && event.storage == phase.storage &&
            event.value.constant == machine.component.initial.at(phase.storage))
          return true;
    }
    return false;
  };
  WayList back(machine.elapsed);
  if (back.empty()) back = machine.timers;
  if (back.empty() || !std::ranges::all_of(back, closes) || !machine.is_whole(input.flow))
    return cannot_tell("It could not be told whether trials are apart from normal calls.");
  const auto* event = find_event(back, [&](const Event& candidate) {
    return candidate.kind == EventKind::write && candidate.storage == machine.open.begin()->storage;
  });
  return violated("When the open period is over the breaker is simply closed again; add a mode in which only trial calls are let through.",
                  shown(event, "closed again, without a trial"));
}

}  // namespace

core::Finding check_three_modes(const RuleInput& input) {
  return judge_machines(input, [&](const Machine& machine) { return judge(input, machine); });
}

}  // namespace assay::checks::circuit_breaker
