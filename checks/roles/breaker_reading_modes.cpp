// Which modes a breaker's machine has, and what ends them.
#include <algorithm>

#include "checks/roles/breaker_reader.hpp"

namespace assay::checks {

/// The way makes the phase because something failed or was counted, and not because time went by.
bool Reader::is_tripping(const Way& way, const Phase& phase) const {
  bool counted = false;
  bool late = false;
  for (const auto& event : way.events) {
    if (event.kind == EventKind::write && event.adds) counted = true;
    if (event.kind == EventKind::call && event.fails) counted = true;
    if (is_test(event, TestKind::count) && event.truth) counted = true;
    if (event.kind == EventKind::test && !event.test.results.empty()) counted = true;
    if (is_outcome(event)) late = false;
    if (is_test(event, TestKind::time) && event.truth) late = true;
    if (event.kind != EventKind::write || event.storage != phase.storage) continue;
    const bool here = phase.constant == "*" ? event.value.constant != machine_.component.initial.at(phase.storage)
                                            : event.value.constant == phase.constant;
    if (here && counted && !late) return true;
  }
  return false;
}

void Reader::find_open() {
  std::set<Phase> candidates;
  for (const auto& [gate, ways] : refusing_)
    for (const auto* way : ways)
      for (const auto& [storage, constraint] : way->start) {
        const auto base = storage.substr(0, storage.find('&'));
        if (!machine_.component.storages.contains(base)) continue;
        if (!machine_.component.initial.contains(storage)) machine_.component.initial[storage] = "0";
        const auto& initial = machine_.component.initial.at(storage);
        if (constraint.is && *constraint.is != initial) candidates.insert({storage, *constraint.is});
        if (!constraint.is && constraint.is_not.contains(initial)) candidates.insert({storage, "*"});
      }
  for (const auto& phase : candidates) {
    bool trips = false;
    bool recovered = false;
    for (const auto& walked : machine_.walked)
      for (const auto& way : walked->ways) {
        trips = trips || is_tripping(way, phase);
        bool over = false;
        for (const auto& event : way.events) {
          over = over || (is_test(event, TestKind::time) && event.truth) || event.kind == EventKind::wait;
          if (is_outcome(event)) over = false;
          recovered = recovered || (over && event.kind == EventKind::write && event.storage == phase.storage &&
                                    event.value.constant == phase.constant && phase.constant != "*");
        }
      }
    if (trips && !recovered) machine_.open.insert(phase);
  }
}

void Reader::find_counts() {
  const auto& counters = machine_.component.counters;
  const auto take = [&](const Event& event) {
    for (const auto& storage : event.test.storages)
      if (counters.contains(storage)) machine_.counts.insert(storage);
  };
  for (const auto& walked : machine_.walked)
    for (const auto& way : walked->ways) {
      if (machine_.open.empty()) continue;
      if (!machine_.opens(way) || !machine_.starts_closed(way)) continue;
      for (const auto& event : way.events) {
        if (is_test(event, TestKind::count) && event.truth) take(event);
        if (event.kind == EventKind::write)
          if (std::ranges::any_of(machine_.open, [&](const Phase& phase) { return phase.storage == event.storage; })) break;
      }
    }
  if (!machine_.open.empty()) return;
  // No stored mode: the gate itself compares the count, or a time that a count made it store.
  std::set<std::string> counted;
  std::set<std::string> awaited;
  for (const auto& [gate, ways] : refusing_)
    for (const auto* way : ways)
      for (const auto& event : way->events) {
        if (is_test(event, TestKind::count) && event.truth)
          for (const auto& storage : event.test.storages)
            if (counters.contains(storage)) counted.insert(storage);
        if (is_test(event, TestKind::time) && !event.truth) awaited.insert(event.test.storages.begin(), event.test.storages.end());
      }
  for (const auto& walked : machine_.walked)
    for (const auto& way : walked->ways) {
      const bool gate = refusing_.contains(way.entry) && !machine_.calls_within;
      if (gate) continue;
      if (adds_to(way, counted)) machine_.derived = true;
      bool reached = false;
      for (const auto& event : way.events) {
        if (is_test(event, TestKind::count) && event.truth) {
          reached = true;
          if (counted.empty()) take(event);
        }
        if (event.kind == EventKind::write && reached && awaited.contains(event.storage) && !event.value.clocks.empty()) machine_.timed = true;
      }
    }
  if (machine_.derived) machine_.counts = counted;
}

void Reader::find_recoveries() {
  const auto& component = machine_.component;
  // What is answered without asking for the open mode, as from a cache, is no refusal while open.
  const auto asks_open = [&](const Way& way) {
    return machine_.open.empty() || std::ranges::any_of(machine_.open, [&](const Phase& phase) { return way.start.contains(phase.storage); });
  };
  for (const auto& [gate, refusing] : refusing_)
    for (const auto* way : ways_of(gate)) {
      const bool refused = std::ranges::find(refusing, way) != refusing.end();
      const bool admitted = machine_.admits(*way);
      const auto first = std::ranges::find_if(way->events, [](const Event& event) { return is_test(event, TestKind::time); });
      const bool over = first != way->events.end() && first->truth;
      if (refused && machine_.starts_open(*way) && asks_open(*way) && !over) machine_.refusals.push_back(way);
      if (admitted && is_initial(*way)) machine_.admissions.push_back(way);
      if (!admitted || is_initial(*way)) continue;
      bool from_open = machine_.open.empty();
      for (const auto& phase : machine_.open) {
        const auto start = way->start.find(phase.storage);
        if (start == way->start.end()) continue;
        if (phase.constant == "*" ? !may_start_with(*way, phase.storage, component.initial.at(phase.storage))
                                  : start->second.is == phase.constant)
          from_open = true;
      }
      if (from_open && has_test(*way, TestKind::time, true)) machine_.elapsed.push_back(way);
    }
  // What ends the open mode elsewhere: a thread that waits, a function that is asked now and then.
  for (const auto& walked : machine_.walked)
    for (const auto& way : walked->ways) {
      if (machine_.open.empty()) break;
      bool late = false;
      for (const auto& event : way.events) {
        late = late || event.kind == EventKind::wait || (is_test(event, TestKind::time) && event.truth);
        if (is_outcome(event)) late = false;
        const auto leaves = [&](const Phase& phase) {
          return phase.storage == event.storage && phase.constant != "*" && event.value.constant && event.value.constant != phase.constant &&
                 may_start_with(way, phase.storage, phase.constant);
        };
        if (late && event.kind == EventKind::write && !refusing_.contains(way.entry) && std::ranges::any_of(machine_.open, leaves)) {
          machine_.timers.push_back(&way);
          break;
        }
      }
    }
  take_recoveries();
}

/// The comparisons that refuse while they fail and let through, or end the mode, once they hold.
void Reader::take_recoveries() {
  const auto compares = [](const WayList& ways, bool truth) {
    std::map<Site, const Event*> result;
    for (const auto* way : ways)
      for (const auto& event : way->events) {
        if (event.kind == EventKind::call && event.certain) break;
        if (is_test(event, TestKind::time) && event.truth == truth && event.test.compare) result.emplace(*event.test.compare, &event);
      }
    return result;
  };
  const auto awaited = compares(machine_.refusals, false);
  auto over = compares(machine_.elapsed, true);
  const bool by_gate = !over.empty();
  over.merge(compares(machine_.timers, true));
  for (const auto& [site, event] : over.empty() ? awaited : over) {
    if (by_gate && !awaited.contains(site)) continue;
    machine_.times.insert(event->test.storages.begin(), event->test.storages.end());
    machine_.recoveries.push_back(*event);
  }
}

void Reader::find_half_open() {
  const auto& component = machine_.component;
  std::map<std::string, std::set<Constant>> held;
  bool first = true;
  for (const auto* way : machine_.elapsed.empty() ? machine_.timers : machine_.elapsed) {
    std::map<std::string, Constant> here;
    for (const auto& event : way->events) {
      if (event.kind == EventKind::call && event.certain) break;
      if (event.kind != EventKind::write || event.adds) continue;
      // A variant's alternative is a mode also where another one keeps a time.
      const bool mode = event.value.constant && (event.value.constant->starts_with("class:") || !component.times.contains(event.storage));
      if (mode) here[event.storage] = *event.value.constant;
    }
    for (const auto& [storage, known] : way->end_state)
      if (const auto at = storage.find('&'); at != std::string::npos && known.constant && !calls_downstream(*way)) here[storage] = *known.constant;
    if (first)
      for (const auto& [storage, constant] : here) held[storage].insert(constant);
    else
      for (auto& [storage, constants] : held)
        if (const auto known = here.find(storage); known != here.end()) constants.insert(known->second);
    first = false;
  }
  const auto is_asked = [&](const std::string& storage) {
    for (const auto& walked : machine_.walked)
      for (const auto& way : walked->ways)
        if (way.start.contains(storage)) return true;
    return false;
  };
  for (const auto& [storage, constants] : held) {
    if (constants.size() != 1 || machine_.counts.contains(storage)) continue;
    const auto& constant = *constants.begin();
    const auto initial = component.initial.find(storage);
    if (!is_asked(storage)) continue;
    machine_.on_trial[storage] = constant;
    if ((initial == component.initial.end() ? "0" : initial->second) == constant) continue;
    if (machine_.open.contains({storage, constant}) || component.counters.contains(storage)) continue;
    machine_.half_open.insert({storage, constant});
  }
}

}  // namespace assay::checks
