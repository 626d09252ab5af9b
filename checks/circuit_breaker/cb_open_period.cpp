#include "checks/circuit_breaker/cb_open_period.hpp"

#include <algorithm>

#include "checks/circuit_breaker/machines.hpp"

namespace assay::checks::circuit_breaker {
namespace {

core::Finding judge(const RuleInput& input, const Machine& machine) {
  if (const auto* event = find_event(machine.elapsed, [](const Event& e) { return is_test(e, TestKind::time) && e.truth; }))
    return satisfied("The open mode ends once enough time has passed.", shown(event, "the time is compared here"));
  if (const auto* event = find_event(machine.timers, [](const Event& e) {
        return e.kind == EventKind::wait || (is_test(e, TestKind::time) && e.truth);
      }))
    return satisfied("The open mode is ended after a wait.", shown(event, "the time passes here"));
  if (machine.open.empty() || !machine.recoveries.empty() || !machine.calls_within || !machine.is_whole(input.flow))
    return cannot_tell("It could not be told what ends the open mode.");
  // Something else lets calls through again: a count of refusals, say.
  const auto lets_through = [&](const Way& way) {
    return machine.admits(way) && std::ranges::any_of(machine.open, [&](const Phase& phase) {
             const auto start = way.start.find(phase.storage);
             return start != way.start.end() && start->second.is == phase.constant;
           });
  };
  for (const auto& walked : machine.walked)
    for (const auto& way : walked->ways)
      if (lets_through(way)) return cannot_tell("The open mode ends, but not by time as far as could be seen.");
  const auto* event = find_event(machine.trips, [&](const Event& e) {
    return e.kind == EventKind::write && std::ranges::any_of(machine.open, [&](const Phase& p) { return p.storage == e.storage; });
  });
  if (event == nullptr) return cannot_tell("It could not be told what ends the open mode.");
  return violated("Once open the breaker stays open: no time that passes lets a call through again; store when it opened and compare with now.",
                  shown(event, "it opens here, and nothing ends it"));
}

}  // namespace

core::Finding check_open_period(const RuleInput& input) {
  return judge_machines(input, [&](const Machine& machine) { return judge(input, machine); });
}

}  // namespace assay::checks::circuit_breaker
