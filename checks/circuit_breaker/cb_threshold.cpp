#include "checks/circuit_breaker/cb_threshold.hpp"

#include <algorithm>

#include "checks/circuit_breaker/machines.hpp"

namespace assay::checks::circuit_breaker {
namespace {

bool is_reached(const Event& event) { return is_test(event, TestKind::count) && event.truth; }

/// Between the outcome and the open mode nothing is asked.
bool trips_at_once(const Machine& machine, const Way& way) {
  bool told = !machine.calls_within;
  for (const auto& event : way.events) {
    if (event.kind == EventKind::call) told = true;
    if (event.kind == EventKind::write && told)
      for (const auto& phase : machine.open)
        if (event.storage == phase.storage) return true;
    if (event.kind != EventKind::test || !told || event.test.kind == TestKind::mode) continue;
    // The outcome itself is asked for; a policy of somebody else's may count.
    const bool outcome = event.test.kind == TestKind::other && (!event.test.parameters.empty() || !event.test.results.empty());
    if (!outcome) return false;
    for (const auto& site : event.test.results)
      if (std::ranges::none_of(way.events, [&](const Event& call) { return call.kind == EventKind::call && call.site == site; })) return false;
  }
  return false;
}

core::Finding judge(const RuleInput& input, const Machine& machine) {
  for (const auto* list : {&machine.trips, &machine.refusals, &machine.failures, &machine.admissions})
    if (const auto* event = find_event(*list, [&](const Event& candidate) {
          return is_reached(candidate) && std::ranges::any_of(candidate.test.storages, [&](const auto& s) { return machine.counts.contains(s); });
        }))
      return satisfied("What was counted is compared before the breaker trips.", shown(event, "the count is compared here"));
  for (const auto* way : machine.trips)
    if (machine.counts.empty() && trips_at_once(machine, *way) && machine.is_whole(input.flow)) {
      const auto* event = find_event({way}, [&](const Event& candidate) {
        return candidate.kind == EventKind::write && std::ranges::any_of(machine.open, [&](const Phase& p) { return p.storage == candidate.storage; });
      });
      return violated("A single failure opens the breaker; count failures, or their ratio, and compare with a threshold.",
                      shown(event, "it opens here, whatever happened before"));
    }
  return cannot_tell("It could not be told what decides when the breaker trips.");
}

}  // namespace

core::Finding check_threshold(const RuleInput& input) {
  return judge_machines(input, [&](const Machine& machine) { return judge(input, machine); });
}

}  // namespace assay::checks::circuit_breaker
