#include "checks/circuit_breaker/cb_open_period.hpp"

#include <algorithm>

#include "checks/circuit_breaker/machines.hpp"

namespace assay::checks::circuit_breaker {
namespace {

/// A call is let through although the open mode was stored when it came.
bool lets_through(const Machine& machine, const Way& way) {
  return machine.admits(way) && std::ranges::any_of(machine.open, [&](const Phase& phase) {
           const auto start = way.start.find(phase.storage);
           return start != way.start.end() && start->second.is == phase.constant;
         });
}

/// Only the gates and the outcomes of calls change it: no timer of somebody else's.
bool is_own(const Machine& machine, const std::string& storage) {
  for (const auto& walked : machine.walked)
    for (const auto& way : walked->ways) {
      const auto is_way = [&](const Way* other) { return other->entry == way.entry; };
      if (std::ranges::find(machine.gates, way.entry) != machine.gates.end()) continue;
      if (std::ranges::any_of(machine.failures, is_way) || std::ranges::any_of(machine.successes, is_way)) continue;
      if (find_event({&way}, [&](const Event& event) { return event.kind == EventKind::write && event.storage == storage; }) != nullptr) return false;
    }
  return true;
}

/// What let the call through is the breaker's own mode and count, and nothing that time may change.
bool asks_no_time(const Machine& machine, const Way& way) {
  for (const auto& event : way.events) {
    if (event.kind == EventKind::call) return event.certain;
    if (event.kind != EventKind::test) continue;
    if (event.test.kind != TestKind::mode && event.test.kind != TestKind::count) return false;
    if (!event.test.results.empty()) return false;
    if (event.test.kind == TestKind::mode && !is_own(machine, event.test.storage)) return false;
    for (const auto& storage : event.test.storages)
      if (machine.component.times.contains(storage) || !is_own(machine, storage)) return false;
  }
  return true;
}

core::Finding judge(const RuleInput& input, const Machine& machine) {
  if (const auto* event = find_event(machine.elapsed, [](const Event& e) { return is_test(e, TestKind::time) && e.truth; }))
    return satisfied("The open mode ends once enough time has passed.", shown(event, "the time is compared here"));
  if (const auto* event = find_event(machine.timers, [](const Event& e) {
        return e.kind == EventKind::wait || (is_test(e, TestKind::time) && e.truth);
      }))
    return satisfied("The open mode is ended after a wait.", shown(event, "the time passes here"));
  const bool judged = machine.calls_within || machine.lack == Lack::open_period;
  if (machine.open.empty() || !machine.recoveries.empty() || !judged || !machine.is_whole(input.flow))
    return cannot_tell("It could not be told what ends the open mode.");
  // Something else lets calls through again: a count of refusals, say.
  const Way* through = nullptr;
  for (const auto& walked : machine.walked)
    for (const auto& way : walked->ways)
      if (lets_through(machine, way)) {
        if (!asks_no_time(machine, way)) return cannot_tell("The open mode ends, but not by time as far as could be seen.");
        through = &way;
      }
  const auto* event = find_event(machine.trips, [&](const Event& e) { return is_opening(machine, e); });
  if (event == nullptr) return cannot_tell("It could not be told what ends the open mode.");
  if (through != nullptr)
    return violated("The open mode is not ended by time, so that a call may come too early or never; store when it opened and compare with now.",
                    {noted(event->at, "it opens here"), noted(through->left_at, "let through while open, whatever time it is")});
  return violated("Once open the breaker stays open: no time that passes lets a call through again; store when it opened and compare with now.",
                  shown(event, "it opens here, and nothing ends it"));
}

}  // namespace

core::Finding check_open_period(const RuleInput& input) {
  return judge_machines_and_near(input, Lack::open_period, [&](const Machine& machine) { return judge(input, machine); });
}

}  // namespace assay::checks::circuit_breaker
