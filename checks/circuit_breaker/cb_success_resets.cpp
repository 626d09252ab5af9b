#include "checks/circuit_breaker/cb_success_resets.hpp"

#include <algorithm>

#include "checks/circuit_breaker/machines.hpp"

namespace assay::checks::circuit_breaker {
namespace {

bool changes(const Machine& machine, const Event& event) {
  return event.kind == EventKind::write && machine.counts.contains(event.storage) && !event.adds;
}

/// Old failures leave by themselves: a window slides, an average decays, a count ages.
const Event* find_sliding(const RuleInput& input, const Machine& machine) {
  for (const auto& walked : machine.walked)
    for (const auto& way : walked->ways) {
      bool late = false;
      for (const auto& event : way.events) {
        late = late || is_test(event, TestKind::time) || event.kind == EventKind::wait;
        if (event.kind != EventKind::write || !machine.counts.contains(event.storage)) continue;
        if (!event.adds && !event.replaces) return &event;
        if (event.adds && (decays(input.flow, event.site) || rotates(input.flow, event.site))) return &event;
        if (event.replaces && late && machine.starts_closed(way) && !machine.starts_open(way)) return &event;
      }
    }
  return nullptr;
}

/// Successes are counted as well, and compared with the failures.
const Event* find_ratio(const Machine& machine) {
  const auto both = [&](const Event& event) {
    if (!is_test(event, TestKind::count)) return false;
    if (std::ranges::none_of(event.test.storages, [&](const auto& s) { return machine.counts.contains(s); })) return false;
    return std::ranges::any_of(machine.successes, [&](const Way* way) { return machine.starts_closed(*way) && adds_to(*way, event.test.storages); });
  };
  for (const auto* list : {&machine.trips, &machine.failures})
    if (const auto* event = find_event(*list, both)) return event;
  return nullptr;
}

core::Finding judge(const RuleInput& input, const Machine& machine) {
  if (machine.counts.empty()) return cannot_tell("No count of failures was recognised.");
  WayList closed;
  for (const auto* way : machine.successes)
    if (machine.starts_closed(*way) && !machine.opens(*way)) closed.push_back(way);
  if (const auto* event = find_event(closed, [&](const Event& e) { return changes(machine, e); }))
    return satisfied("A success while closed takes back what was counted.", shown(event, "the count is taken back here"));
  if (const auto* event = find_sliding(input, machine))
    return satisfied("Old failures stop counting after a while.", shown(event, "old outcomes leave the count here"));
  if (const auto* event = find_ratio(machine))
    return satisfied("Successes are counted too, and compared with the failures.", shown(event, "compared here"));
  if (closed.empty() || !machine.is_whole(input.flow))
    return cannot_tell("It could not be told what a success while closed does to the count.");
  const auto* counted = find_event(machine.failures, [&](const Event& e) { return e.kind == EventKind::write && e.adds && machine.counts.contains(e.storage); });
  auto places = shown(counted, "failures are counted here");
  places.push_back(function_at(input, closed.front()->entry, "a success while closed leaves the count as it is"));
  return violated("Failures that lie far apart add up, as no success while closed resets the count; reset it, or count within a window.",
                  std::move(places));
}

}  // namespace

core::Finding check_success_resets(const RuleInput& input) {
  return judge_machines(input, [&](const Machine& machine) { return judge(input, machine); });
}

}  // namespace assay::checks::circuit_breaker
