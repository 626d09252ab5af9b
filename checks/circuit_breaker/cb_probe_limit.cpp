#include "checks/circuit_breaker/cb_probe_limit.hpp"

#include <algorithm>

#include "checks/circuit_breaker/machines.hpp"

namespace assay::checks::circuit_breaker {
namespace {

/// What was asked for no longer holds once the call was let through: `if (!out) { out = true; … }`.
bool limits_itself(const Way& way) {
  for (const auto& event : way.events) {
    if (event.kind == EventKind::call && event.certain) return false;
    if (event.kind != EventKind::write || !event.value.constant) continue;
    const auto start = way.start.find(event.storage);
    if (start != way.start.end() && start->second.is && start->second.is != event.value.constant) return true;
  }
  return false;
}

core::Finding judge(const RuleInput& input, const Machine& machine) {
  if (machine.half_open.empty()) return cannot_tell("No mode for trials was recognised.");
  WayList admitted;
  WayList refused;
  for (const auto* way : machine.trials) (machine.admits(*way) ? admitted : refused).push_back(way);
  if (machine.trials.empty()) return cannot_tell("It could not be told what happens to calls in the trial mode.");
  if (admitted.empty())
    return satisfied("While one trial is under way every other call is refused.",
                     {noted(refused.front()->left_at, "refused while a trial is under way")});
  for (const auto* way : admitted)
    if (!asks_more_than_the_mode(machine, *way) && !limits_itself(*way) && machine.is_whole(input.flow, way->entry))
      return violated("In the trial mode every call is let through; let a bounded number try, and refuse the others until they are back.",
                      {function_at(input, way->entry, "decides about calls"), noted(way->left_at, "let through, however many are trying")});
  const auto counts = [](const Way* way) {
    const auto* test = find_event({way}, [](const Event& e) { return is_test(e, TestKind::count) && !e.truth; });
    return test != nullptr && std::ranges::any_of(way->events, [&](const Event& e) {
             return e.kind == EventKind::write && e.adds && test->test.storages.contains(e.storage);
           });
  };
  if (std::ranges::all_of(admitted, [](const Way* way) { return limits_itself(*way); }))
    return satisfied("A trial that is let through keeps the next one out.", {noted(admitted.front()->left_at, "let through once")});
  const auto swaps = [](const Way* way) { return find_event({way}, [](const Event& e) { return e.swaps; }) != nullptr; };
  if (!refused.empty() && std::ranges::all_of(admitted, [&](const Way* way) { return counts(way) || swaps(way); })) {
    const auto* event = find_event(admitted, [](const Event& e) { return is_test(e, TestKind::count) || e.swaps; });
    return satisfied("Only a bounded number of trial calls is let through.", shown(event, "the trials are counted here"));
  }
  return cannot_tell("It could not be told how many trial calls are let through.");
}

}  // namespace

core::Finding check_probe_limit(const RuleInput& input) {
  return judge_machines(input, [&](const Machine& machine) { return judge(input, machine); });
}

}  // namespace assay::checks::circuit_breaker
