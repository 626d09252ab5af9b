#include "checks/circuit_breaker/machines.hpp"

#include <algorithm>

namespace assay::checks::circuit_breaker {

std::vector<core::Location> shown(const Event* event, const char* note) {
  if (event == nullptr) return {};
  return {noted(event->at, note)};
}

core::Location function_at(const RuleInput& input, unsigned function, const char* note) {
  return noted(input.flow.function(function).at, note);
}

bool is_opening(const Machine& machine, const Event& event) {
  if (event.kind != EventKind::write) return false;
  return std::ranges::any_of(machine.open, [&](const Phase& phase) {
    if (phase.storage != event.storage) return false;
    return phase.constant == "*" ? event.value.constant != machine.component.initial.at(phase.storage) : event.value.constant == phase.constant;
  });
}

bool is_trial(const Machine& machine, const Way& way) {
  return calls_downstream(way) && std::ranges::find(machine.elapsed, &way) != machine.elapsed.end();
}

bool asks_more_than_the_mode(const Machine& machine, const Way& way) {
  // What a call while closed is asked as well has nothing to do with trials: whether the
  // breaker is switched on, whether the key is known.
  const auto is_usual = [&](const Event& event) {
    return event.test.kind == TestKind::other && find_event(machine.admissions, [&](const Event& other) {
             return is_test(other, TestKind::other) && other.truth == event.truth && other.function == event.function &&
                    other.at.line == event.at.line && other.at.column == event.at.column;
           }) != nullptr;
  };
  for (const auto& event : way.events) {
    if (event.kind == EventKind::call && event.certain) return false;
    if (event.kind == EventKind::write && event.swaps) return true;
    if (event.kind == EventKind::test && event.test.kind != TestKind::mode && !is_usual(event)) return true;
  }
  return false;
}

}  // namespace assay::checks::circuit_breaker
