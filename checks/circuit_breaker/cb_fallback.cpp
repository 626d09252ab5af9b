#include "checks/circuit_breaker/cb_fallback.hpp"

#include <algorithm>

#include "checks/circuit_breaker/machines.hpp"

namespace assay::checks::circuit_breaker {
namespace {

/// Something is given back, kept for later or asked elsewhere in place of the answer.
bool gives_alternative(const RuleInput& input, const Machine& machine, const Way& way) {
  if (way.end == WayEnd::returned) {
    const auto& result = input.flow.function(way.entry).result;
    if (way.result.constant && way.result.constant->starts_with("\"")) return true;
    const bool is_word = result.is_bool || result.is_enum;
    const bool is_made = !way.result.storages.empty() || !way.result.results.empty() || !way.result.parameters.empty();
    if (is_made && !is_word && !way.result.constant) return true;
    if (way.result.constant && result.is_floating) return true;
  }
  return std::ranges::any_of(way.events, [&](const Event& event) {
    return event.kind == EventKind::write && event.adds && !machine.component.storages.contains(event.storage);
  });
}

/// The caller learns of the refusal by an exception, false or a negative number only.
bool gives_up(const RuleInput& input, const Way& way) {
  if (way.end == WayEnd::threw) return true;
  if (!way.result.constant) return false;
  if (input.flow.function(way.entry).result.is_bool) return *way.result.constant == "0";
  return input.flow.function(way.entry).result.is_number && way.result.constant->starts_with("-");
}

bool has_callers(const RuleInput& input, unsigned function) {
  return std::ranges::any_of(input.flow.callers(function), [](const Caller& caller) { return caller.in_place; });
}

core::Finding judge(const RuleInput& input, const Machine& machine) {
  if (!machine.calls_within) return cannot_tell("The guarded call is not made in the submitted files.");
  WayList given_up;
  for (const auto* way : machine.refusals) {
    if (gives_alternative(input, machine, *way))
      return satisfied("A refused call leads to an alternative result.", {noted(way->left_at, "the alternative, while open")});
    if (!machine.component.functions.contains(way->entry) && gives_up(input, *way) && !has_callers(input, way->entry))
      given_up.push_back(way);
  }
  if (given_up.empty() || !machine.is_whole(input.flow)) return cannot_tell("It could not be told what a refused call leads to at its callers.");
  return violated("Where the breaker refuses, the caller just fails; answer with a cached or default value, or keep the work for later.",
                  {function_at(input, given_up.front()->entry, "a refusal has no alternative here"), noted(given_up.front()->left_at, "refused here")});
}

}  // namespace

core::Finding check_fallback(const RuleInput& input) {
  return judge_machines(input, [&](const Machine& machine) { return judge(input, machine); });
}

}  // namespace assay::checks::circuit_breaker
