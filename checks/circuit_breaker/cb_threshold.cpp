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
    if (told && is_opening(machine, event)) return true;
    if (event.kind != EventKind::test || !told || event.test.kind == TestKind::mode) continue;
    // The outcome itself is asked for; a policy of somebody else's may count.
    const bool outcome = event.test.kind == TestKind::other && (!event.test.parameters.empty() || !event.test.results.empty());
    if (!outcome) return false;
    for (const auto& site : event.test.results)
      if (std::ranges::none_of(way.events, [&](const Event& call) { return call.kind == EventKind::call && call.site == site; })) return false;
  }
  return false;
}

/// `> 0`, `>= 0` or `>= 1`, with the number written there and no setting: the first outcome that
/// is counted is enough.
bool is_reached_at_once(const RuleInput& input, const Event& event) {
  if (!event.test.compare) return false;
  const auto& compare = input.flow.compare(*event.test.compare);
  const auto number = [](const Value& value) { return value.size() == 1 && value.front().kind == SourceKind::literal ? number_of(value.front().symbol) : std::nullopt; };
  const auto is_setting = [](const Value& value) { return value.front().symbol.starts_with("#"); };
  const auto left = number(compare.left);
  const auto right = number(compare.right);
  if (left.has_value() == right.has_value() || is_setting(right ? compare.right : compare.left)) return false;
  const bool over = compare.kind == (right ? CompareKind::greater : CompareKind::less);
  const bool at_least = compare.kind == (right ? CompareKind::greater_equal : CompareKind::less_equal);
  const double limit = right ? *right : *left;
  return (over && limit <= 0) || (at_least && limit <= 1);
}

/// The count was added to on the same way, and comparing it says nothing more.
const Event* find_empty_comparison(const RuleInput& input, const Machine& machine, const Way& way) {
  std::set<std::string> added;
  const Event* result = nullptr;
  for (const auto& event : way.events) {
    if (event.kind == EventKind::write && event.adds) added.insert(event.storage);
    if (!is_reached(event) || std::ranges::none_of(event.test.storages, [&](const auto& s) { return machine.counts.contains(s); })) continue;
    const bool counted = std::ranges::all_of(event.test.storages, [&](const auto& s) { return added.contains(s); });
    if (!counted || !is_reached_at_once(input, event)) return nullptr;
    result = &event;
  }
  return result;
}

core::Finding judge(const RuleInput& input, const Machine& machine) {
  if (!machine.trips.empty() && machine.is_whole(input.flow)) {
    const Event* empty = nullptr;
    const bool all = std::ranges::all_of(machine.trips, [&](const Way* way) {
      empty = find_empty_comparison(input, machine, *way);
      return empty != nullptr;
    });
    if (all)
      return violated("The first failure that is counted opens the breaker; compare the count, or a ratio, with a threshold.",
                      shown(empty, "reached by a single failure"));
  }
  for (const auto* list : {&machine.trips, &machine.refusals, &machine.failures, &machine.admissions})
    if (const auto* event = find_event(*list, [&](const Event& candidate) {
          return is_reached(candidate) && std::ranges::any_of(candidate.test.storages, [&](const auto& s) { return machine.counts.contains(s); });
        }))
      return satisfied("What was counted is compared before the breaker trips.", shown(event, "the count is compared here"));
  for (const auto* way : machine.trips)
    if (machine.counts.empty() && trips_at_once(machine, *way) && machine.is_whole(input.flow)) {
      const auto* event = find_event({way}, [&](const Event& candidate) { return is_opening(machine, candidate); });
      return violated("A single failure opens the breaker; count failures, or their ratio, and compare with a threshold.",
                      shown(event, "it opens here, whatever happened before"));
    }
  return cannot_tell("It could not be told what decides when the breaker trips.");
}

}  // namespace

core::Finding check_threshold(const RuleInput& input) {
  return judge_machines_and_near(input, Lack::threshold, [&](const Machine& machine) { return judge(input, machine); });
}

}  // namespace assay::checks::circuit_breaker
