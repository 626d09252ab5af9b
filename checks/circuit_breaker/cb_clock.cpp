#include "checks/circuit_breaker/cb_clock.hpp"

#include <algorithm>

namespace assay::checks::circuit_breaker {
namespace {

using core::Finding;
using core::Verdict;

struct Judged {
  Verdict verdict = Verdict::inconclusive;
  const TimeComparison* comparison = nullptr;
  std::vector<Reading> readings;
};

bool has(const std::vector<Reading>& readings, ClockKind kind) {
  return std::ranges::find(readings, kind, &Reading::kind) != readings.end();
}

/// Every function that compares or stores the time was parsed without an error.
bool is_sound(const Flow& flow, const TimeComparison& comparison) {
  if (flow.function(comparison.compare.function).damaged) return false;
  for (const auto& storage : comparison.stored)
    for (const auto& write : flow.writes_to(storage))
      if (flow.function(write.function).damaged) return false;
  return true;
}

/// Only one kind of clock behind a comparison is evidence; a mixture may be two callers'
/// values that the analysis cannot tell apart.
Judged judge(const Flow& flow, const TimeComparison& comparison) {
  Judged result{Verdict::inconclusive, &comparison, readings_of(flow, comparison)};
  const bool wall = has(result.readings, ClockKind::wall);
  const bool monotonic = has(result.readings, ClockKind::monotonic);
  const bool unknown = has(result.readings, ClockKind::unknown);
  if (wall && !monotonic && !unknown && is_sound(flow, comparison)) result.verdict = Verdict::violated;
  if (monotonic && !wall && !unknown) result.verdict = Verdict::satisfied;
  return result;
}

void explain(const Flow& flow, const Judged& judged, Finding& finding) {
  const auto add = [&](Place place, std::string note) {
    if (place.line == 0) return;
    place.note = std::move(note);
    finding.locations.push_back(std::move(place));
  };
  add(flow.compare(judged.comparison->compare).at, "the stored time is compared with now here");
  for (const auto& reading : judged.readings) add(reading.at, "this reads " + reading.clock);
  for (const auto& storage : judged.comparison->stored) {
    const auto known = flow.facts().storages.find(storage);
    if (known != flow.facts().storages.end()) add(known->second.at, "the time is stored here");
  }
}

std::string clock_name(const Judged& judged, ClockKind kind) {
  const auto found = std::ranges::find(judged.readings, kind, &Reading::kind);
  return found == judged.readings.end() ? "a clock" : found->clock;
}

}  // namespace

Finding check_clock(const RuleInput& input) {
  Finding finding;
  std::vector<Judged> all;
  for (const auto* breaker : input.roles.breakers().with_recovery())
    for (const auto& comparison : breaker->recoveries) all.push_back(judge(input.flow, comparison));
  std::vector<TimeComparison> more;
  for (const auto& machine : input.roles.breakers().machines)
    for (const auto& event : machine.recoveries) more.push_back({*event.test.compare, event.test.storages});
  for (const auto& comparison : more) all.push_back(judge(input.flow, comparison));
  if (all.empty()) {
    finding.message = "No comparison of a stored time with now that ends an open period was recognised.";
    return finding;
  }
  auto told = std::ranges::find(all, Verdict::violated, &Judged::verdict);
  if (told == all.end()) told = std::ranges::find(all, Verdict::inconclusive, &Judged::verdict);
  if (told == all.end()) told = all.begin();
  finding.verdict = told->verdict;
  switch (finding.verdict) {
    case Verdict::violated:
      finding.message = "The open period is measured with " + clock_name(*told, ClockKind::wall) +
                        ", which jumps when the clock is set; use a monotonic clock.";
      break;
    case Verdict::satisfied:
      finding.message = "The open period is measured with " + clock_name(*told, ClockKind::monotonic) +
                        ", which never goes back.";
      break;
    default:
      finding.message = "It could not be decided which clock measures the open period.";
      break;
  }
  explain(input.flow, *told, finding);
  return finding;
}

}  // namespace assay::checks::circuit_breaker
