#include "checks/roles/breaker_machine.hpp"

#include <algorithm>

#include "checks/registry/health.hpp"

namespace assay::checks {
namespace {

bool writes(const Way& way, const std::string& storage, const Constant& constant) {
  return std::ranges::any_of(way.events, [&](const Event& event) {
    return event.kind == EventKind::write && event.storage == storage && event.value.constant == constant;
  });
}

}  // namespace

Constant outcome_of(const Way& way) {
  if (calls_downstream(way)) return "call";
  if (way.end == WayEnd::threw) return "throw";
  if (way.result.constant) return *way.result.constant;
  return way.result.empty ? "nothing" : "something";
}

bool calls_downstream(const Way& way) {
  return std::ranges::any_of(way.events, [](const Event& event) { return event.kind == EventKind::call && event.certain; });
}

Way after_call(const Way& way) {
  Way result = way;
  const auto made = std::ranges::find_if(result.events, [](const Event& event) { return event.kind == EventKind::call && event.certain; });
  if (made != result.events.end()) result.events.erase(result.events.begin(), made);
  return result;
}

bool adds_to(const Way& way, const std::set<std::string>& storages) {
  return std::ranges::any_of(way.events, [&](const Event& event) {
    return event.kind == EventKind::write && event.adds && storages.contains(event.storage);
  });
}

bool Machine::admits(const Way& way) const {
  return calls_within ? calls_downstream(way) : admitting.contains(outcome_of(way));
}

bool Machine::starts_closed(const Way& way) const {
  for (const auto* phases : {&open, &half_open})
    for (const auto& phase : *phases)
      if (!may_start_with(way, phase.storage, component.initial.contains(phase.storage) ? component.initial.at(phase.storage) : "0"))
        return false;
  return true;
}

bool Machine::starts_open(const Way& way) const {
  for (const auto& phase : open) {
    if (phase.constant == "*") {
      const auto known = way.start.find(phase.storage);
      if (known == way.start.end() || !known->second.is) return true;
      if (*known->second.is != component.initial.at(phase.storage)) return true;
    } else if (may_start_with(way, phase.storage, phase.constant)) {
      return true;
    }
  }
  if (!derived) return open.empty();
  return std::ranges::none_of(way.events, [&](const Event& event) {
    return event.kind == EventKind::test && event.test.kind == TestKind::count && !event.truth;
  });
}

bool Machine::starts_on_trial(const Way& way) const {
  return std::ranges::all_of(on_trial, [&](const auto& held) { return may_start_with(way, held.first, held.second); });
}

bool Machine::opens(const Way& way) const {
  for (const auto& event : way.events) {
    if (event.kind != EventKind::write) continue;
    for (const auto& phase : open) {
      if (event.storage != phase.storage) continue;
      if (event.value.constant == phase.constant) return true;
      if (phase.constant == "*" && event.value.constant != component.initial.at(phase.storage)) return true;
    }
    if (open.empty() && timed && times.contains(event.storage) && !event.value.clocks.empty()) return true;
    if (open.empty() && derived && event.adds && counts.contains(event.storage)) return true;
  }
  return false;
}

bool Machine::closes(const Way& way) const {
  for (const auto& phase : open)
    if (writes(way, phase.storage, component.initial.at(phase.storage))) return true;
  if (open.empty())
    for (const auto& event : way.events)
      if (event.kind == EventKind::write && event.replaces && (counts.contains(event.storage) || (timed && times.contains(event.storage))) &&
          event.value.clocks.empty())
        return true;
  return false;
}

std::vector<unsigned> Machine::functions() const {
  std::set<unsigned> result(component.functions.begin(), component.functions.end());
  for (const auto& entry : walked)
    for (const auto& way : entry->ways) {
      result.insert(way.entry);
      for (const auto& event : way.events) result.insert(event.function);
    }
  return {result.begin(), result.end()};
}

bool Machine::is_whole(const Flow& flow) const { return complete && checks::is_whole(flow, functions()); }

bool Machine::is_whole(const Flow& flow, unsigned entry) const {
  const auto is_followed = [&](const auto& one) { return one->complete && !one->ways.empty() && one->ways.front().entry == entry; };
  if (std::ranges::none_of(walked, is_followed)) return false;
  std::vector<unsigned> reached{entry};
  std::set<unsigned> seen{entry};
  for (std::size_t i = 0; i < reached.size(); ++i)
    for (unsigned c = 0; c < flow.function(reached[i]).calls.size(); ++c)
      for (const unsigned target : flow.targets({reached[i], c}))
        // A constructor makes another breaker and decides nothing of this one.
        if (!flow.function(target).is_constructor && seen.insert(target).second) reached.push_back(target);
  return checks::is_whole(flow, reached);
}

bool Machine::is_breaker() const {
  if (gates.empty() || refusals.empty() || failures.empty()) return false;
  const bool known_modes = !open.empty() || derived || timed;
  if (!known_modes) return false;
  const bool recovers = !elapsed.empty() || !timers.empty() || !recoveries.empty();
  // Without a count that trips, only a mode for trials tells it from a mere pause.
  if (counts.empty() && half_open.empty()) return false;
  if (successes.empty()) return false;
  return recovers || (calls_within && !open.empty());
}

}  // namespace assay::checks
