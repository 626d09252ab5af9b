#include "checks/circuit_breaker/cb_role.hpp"

#include <algorithm>

namespace assay::checks::circuit_breaker {
namespace {

using core::Finding;
using core::Verdict;

void add_writes(const Flow& flow, const std::vector<Site>& sites, const char* note, Finding& finding) {
  constexpr std::size_t enough = 3;
  for (std::size_t i = 0; i < std::min(enough, sites.size()); ++i)
    finding.locations.push_back(noted(flow.write(sites[i]).at, note));
}

/// The lines that show the parts of a breaker, the downstream call first.
void add_parts(const Flow& flow, const Breaker& breaker, Finding& finding) {
  for (const auto& site : breaker.downstream.calls)
    finding.locations.push_back(noted(flow.call(site).at, "the downstream is called here"));
  for (const auto& decision : breaker.guards)
    if (!decision.dispatch)
      finding.locations.push_back(
          noted(flow.function(decision.function).conditions[decision.index].at, "this decides whether it is called"));
    else
      finding.locations.push_back(noted(flow.call({decision.function, decision.index}).at,
                                        "which state this is decides whether it is called"));
  add_writes(flow, breaker.failure_counting, "an outcome is added up here", finding);
  add_writes(flow, breaker.trips, "this changes once enough failures were counted", finding);
  for (const auto& recovery : breaker.recoveries)
    finding.locations.push_back(noted(flow.compare(recovery.compare).at, "stored time is compared with now here"));
}

/// The lines that show a breaker found from its own state.
std::vector<core::Location> parts_of(const Flow& flow, const Machine& machine) {
  std::vector<core::Location> result{noted(flow.function(machine.gates.front()).at, "this decides whether a call is made")};
  const auto add = [&](const WayList& ways, const char* note, const auto& wanted) {
    for (const auto* way : ways)
      for (const auto& event : way->events)
        if (wanted(event)) return result.push_back(noted(event.at, note));
  };
  if (!machine.refusals.empty()) result.push_back(noted(machine.refusals.front()->left_at, "a call is refused here"));
  add(machine.failures, "an outcome is added up here", [&](const Event& event) { return event.kind == EventKind::write && event.adds; });
  add(machine.trips, "it opens here", [&](const Event& event) {
    return event.kind == EventKind::write && std::ranges::any_of(machine.open, [&](const Phase& phase) { return phase.storage == event.storage; });
  });
  for (const auto& event : machine.recoveries) result.push_back(noted(event.at, "stored time is compared with now here"));
  return result;
}

std::string missing_parts(const Breaker& breaker) {
  std::string result;
  const auto add = [&](bool there, const char* part) {
    if (!there) result += (result.empty() ? "" : ", ") + std::string(part);
  };
  add(!breaker.failure_counting.empty(), "a count that the outcome of the call feeds");
  add(!breaker.trips.empty(), "a change of state once the count is reached");
  add(!breaker.recoveries.empty(), "a comparison of stored time with now that lets calls through again");
  add(breaker.learns_from_success, "a change of state when a call succeeds");
  return result;
}

}  // namespace

Finding check_role(const RuleInput& input) {
  Finding finding;
  if (const auto complete = input.roles.breakers().complete(); !complete.empty()) {
    finding.verdict = Verdict::satisfied;
    finding.message = "A circuit breaker decides whether " + complete.front()->downstream.name + " is called.";
    add_parts(input.flow, *complete.front(), finding);
    return finding;
  }
  if (const auto& machines = input.roles.breakers().machines; !machines.empty())
    return satisfied("A circuit breaker decides which calls are made.", parts_of(input.flow, machines.front()));
  const auto& breakers = input.roles.breakers().breakers;
  if (const auto& near = input.roles.breakers().near; !near.empty()) {
    finding.message = near.front().lack == Lack::threshold
                          ? "Calls are refused for a while after a failure, and nothing but a count of failures is missing to a circuit breaker."
                          : "Calls are refused after a number of failures, and nothing but an end of that by time is missing to a circuit breaker.";
    finding.locations = parts_of(input.flow, near.front());
    return finding;
  }
  if (breakers.empty()) {
    finding.message = "No call of a downstream was recognised in the submitted files, so there was nothing to look for.";
    return finding;
  }
  const auto fullest = std::ranges::max_element(breakers, {}, [](const Breaker& breaker) {
    return !breaker.failure_counting.empty() + !breaker.trips.empty() + !breaker.recoveries.empty() +
           !breaker.guarding.empty();
  });
  const bool unguarded = std::ranges::all_of(breakers, [](const Breaker& breaker) {
    return breaker.guarding.empty() && !breaker.keeps_state_in_loop;
  });
  if (unguarded && input.health.complete()) {
    finding.verdict = Verdict::violated;
    finding.message =
        "No evidence of a circuit breaker was found in the submitted files: no state that changes as the program runs "
        "decides whether the downstream is called.";
    for (const auto& breaker : breakers)
      for (const auto& site : breaker.downstream.calls)
        finding.locations.push_back({noted(input.flow.call(site).at, "called whatever happened before")});
    return finding;
  }
  finding.message = unguarded ? "No circuit breaker was recognised, and some of the code could not be read."
                              : "The call of " + fullest->downstream.name +
                                    " is guarded, and not every part of a circuit breaker was recognised; missing: " +
                                    missing_parts(*fullest) + ".";
  add_parts(input.flow, *fullest, finding);
  return finding;
}

}  // namespace assay::checks::circuit_breaker
