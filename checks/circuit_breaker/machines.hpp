// What the rules on a breaker's modes share.
#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// The judgement of every machine, put together; without one it cannot be told.
template <typename Judge>
[[nodiscard]] core::Finding judge_machines(const RuleInput& input, const Judge& judge) {
  std::vector<core::Finding> findings;
  for (const auto& machine : input.roles.breakers().machines) findings.push_back(judge(machine));
  return worst_of(std::move(findings), cannot_tell("No circuit breaker was recognised in the submitted files."));
}

/// …and, where there is no breaker, of the machines that are none only for want of `part`.
template <typename Judge>
[[nodiscard]] core::Finding judge_machines_and_near(const RuleInput& input, Lack part, const Judge& judge) {
  const auto& found = input.roles.breakers();
  if (!found.machines.empty()) return judge_machines(input, judge);
  std::vector<core::Finding> findings;
  for (const auto& machine : found.near)
    if (machine.lack == part) findings.push_back(judge(machine));
  return worst_of(std::move(findings), cannot_tell("No circuit breaker was recognised in the submitted files."));
}

/// The first event of a kind that `wanted` holds for, on some way of a list.
template <typename Wanted>
[[nodiscard]] const Event* find_event(const WayList& ways, const Wanted& wanted) {
  for (const auto* way : ways)
    for (const auto& event : way->events)
      if (wanted(event)) return &event;
  return nullptr;
}

/// …after the guarded call, on ways that make it.
template <typename Wanted>
[[nodiscard]] const Event* find_event_after_call(const WayList& ways, const Wanted& wanted) {
  for (const auto* way : ways) {
    bool called = !calls_downstream(*way);
    for (const auto& event : way->events) {
      if (called && wanted(event)) return &event;
      called = called || (event.kind == EventKind::call && event.certain);
    }
  }
  return nullptr;
}

/// Whether an event stores the open mode.
[[nodiscard]] bool is_opening(const Machine& machine, const Event& event);

/// A way on which the open period was found over and the call was made: the first trial.
[[nodiscard]] bool is_trial(const Machine& machine, const Way& way);

/// Its place with a note; nothing without an event.
[[nodiscard]] std::vector<core::Location> shown(const Event* event, const char* note);

/// Where a function stands, with a note.
[[nodiscard]] core::Location function_at(const RuleInput& input, unsigned function, const char* note);

/// The tests that a way makes before its call, if any, that are no tests of the mode alone.
[[nodiscard]] bool asks_more_than_the_mode(const Machine& machine, const Way& way);

[[nodiscard]] inline bool is_test(const Event& event, TestKind kind) {
  return event.kind == EventKind::test && event.test.kind == kind;
}

}  // namespace assay::checks::circuit_breaker
