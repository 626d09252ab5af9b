#include "checks/circuit_breaker/cb_exceptions_recorded.hpp"

#include <algorithm>

#include "checks/circuit_breaker/machines.hpp"

namespace assay::checks::circuit_breaker {
namespace {

bool is_plain_pointer(const RuleInput& input, const Event& event) {
  const auto& call = input.flow.call(event.site);
  for (const auto& source : call.callable)
    if (source.kind == SourceKind::storage)
      if (const auto known = input.flow.facts().storages.find(source.symbol); known != input.flow.facts().storages.end())
        return known->second.type.is_pointer || (known->second.type.is_callable && known->second.type.class_name.empty());
  return false;
}

bool counts_outcome(const Machine& machine, const Way& way) {
  const auto after = after_call(way);
  return adds_to(after, machine.counts) || machine.opens(after);
}

core::Finding judge(const RuleInput& input, const Machine& machine) {
  if (!machine.calls_within) return cannot_tell("The guarded call is not made in the submitted files.");
  WayList recorded;
  WayList passed;
  bool results = false;
  const Event* thrown = nullptr;
  for (const auto& walked : machine.walked)
    for (const auto& way : walked->ways) {
      const auto* call = find_event({&way}, [](const Event& e) { return e.kind == EventKind::call && e.certain && e.fails; });
      // Of several calls it is not known which one was counted.
      const auto calls = std::ranges::count_if(way.events, [](const Event& e) { return e.kind == EventKind::call && e.certain; });
      if (calls > 1) continue;
      const bool counted = counts_outcome(machine, way);
      if (call == nullptr) {
        results = results || (counted && calls_downstream(way));
        continue;
      }
      if (!machine.starts_closed(way)) continue;
      if (is_plain_pointer(input, *call)) return cannot_tell("The guarded call is made through a plain pointer, which throws nothing as a rule.");
      if (!counted || thrown == nullptr) thrown = call;
      (counted ? recorded : passed).push_back(&way);
    }
  if (recorded.empty() && passed.empty()) return cannot_tell("It could not be told what an exception of the guarded call leads to.");
  if (passed.empty()) return satisfied("An exception of the guarded call counts as a failure.", shown(thrown, "the call is made here"));
  if (!recorded.empty() || !machine.is_whole(input.flow)) return cannot_tell("Not every exception of the guarded call was seen to be counted.");
  if (!results && machine.counts.empty()) return cannot_tell("It could not be told what an exception of the guarded call leads to.");
  return violated("An exception of the guarded call passes by uncounted, so that a downstream that throws never opens the breaker; count it, and throw on.",
                  shown(thrown, "an exception from here is not counted"));
}

}  // namespace

core::Finding check_exceptions_recorded(const RuleInput& input) {
  return judge_machines(input, [&](const Machine& machine) { return judge(input, machine); });
}

}  // namespace assay::checks::circuit_breaker
