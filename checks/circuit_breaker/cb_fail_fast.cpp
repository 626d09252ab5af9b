#include "checks/circuit_breaker/cb_fail_fast.hpp"

#include <algorithm>

#include "checks/circuit_breaker/machines.hpp"

namespace assay::checks::circuit_breaker {
namespace {

core::Finding judge(const RuleInput&, const Machine& machine) {
  if (machine.refusals.empty()) return cannot_tell("It could not be told how a call is refused.");
  if (const auto* wait = find_event(machine.refusals, [](const Event& e) { return e.kind == EventKind::wait; }))
    return violated("While open the caller is made to wait before it is refused; refuse at once.", shown(wait, "waits here"));
  for (const auto* way : machine.refusals)
    if (calls_downstream(*way)) return cannot_tell("It could not be told whether the call is made before it is refused.");
  return satisfied("While open a call is refused before anything else is done.",
                   {noted(machine.refusals.front()->left_at, "refused here")});
}

}  // namespace

core::Finding check_fail_fast(const RuleInput& input) {
  return judge_machines(input, [&](const Machine& machine) { return judge(input, machine); });
}

}  // namespace assay::checks::circuit_breaker
