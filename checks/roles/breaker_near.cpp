#include "checks/roles/breaker_near.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

bool is_one_of(const WayList& ways, const Way& way) { return std::ranges::find(ways, &way) != ways.end(); }

bool any_event(const WayList& ways, const auto& wanted) {
  return std::ranges::any_of(ways, [&](const Way* way) { return std::ranges::any_of(way->events, wanted); });
}

bool all_ways(const Machine& machine, const auto& holds) {
  return std::ranges::all_of(machine.walked, [&](const auto& walked) { return std::ranges::all_of(walked->ways, holds); });
}

bool is_of_gate(const Machine& machine, const Way& way) { return std::ranges::find(machine.gates, way.entry) != machine.gates.end(); }

std::string word_of(const std::string& storage) { return storage.substr(0, storage.find('&')); }

/// Another flag of the word that has the one for the open mode.
bool is_other_flag(const Machine& machine, const std::string& storage) {
  const auto is_open = [&](const Phase& phase) { return phase.storage == storage; };
  const auto shares = [&](const Phase& phase) { return phase.storage != word_of(storage) && word_of(phase.storage) == word_of(storage); };
  return storage != word_of(storage) && std::ranges::none_of(machine.open, is_open) && std::ranges::any_of(machine.open, shares);
}

/// A content of the mode's storage that is neither closed nor open.
bool is_third(const Machine& machine, const std::string& storage, const Constant& constant) {
  if (is_other_flag(machine, storage)) return constant != "0";
  const auto initial = machine.component.initial.find(storage);
  if (initial == machine.component.initial.end() || initial->second == constant) return false;
  return !machine.open.contains({storage, constant}) &&
         std::ranges::any_of(machine.open, [&](const Phase& phase) { return phase.constant != "*" && phase.storage == storage; });
}

/// The mode has a third content, which breakers have for trials.
bool has_third_mode(const Machine& machine) {
  for (const auto& [storage, constants] : machine.component.constants)
    if (std::ranges::any_of(constants, [&](const Constant& constant) { return is_third(machine, storage, constant); })) return true;
  return !all_ways(machine, [&](const Way& way) {
    return std::ranges::none_of(way.start, [&](const auto& start) {
      return is_other_flag(machine, start.first) || (start.second.is && is_third(machine, start.first, *start.second.is));
    });
  });
}

/// Only the gates begin trials: no timer of somebody else's, and no outcome.
bool only_gates_begin_trials(const Machine& machine) {
  return all_ways(machine, [&](const Way& way) {
    return is_of_gate(machine, way) || std::ranges::none_of(way.events, [&](const Event& event) {
      return event.kind == EventKind::write && event.value.constant && is_third(machine, event.storage, *event.value.constant);
    });
  });
}

bool keeps_time_of_trip(const Machine& machine) {
  return any_event(machine.trips, [&](const Event& event) {
    return event.kind == EventKind::write && !event.value.clocks.empty() && machine.component.times.contains(event.storage);
  });
}

/// A count of failures that a success takes back, and that nothing ever asks for: neither a
/// comparison nor a pause that grows.
bool counts_in_vain(const Machine& machine) {
  return std::ranges::any_of(machine.component.counters, [&](const std::string& counter) {
    const auto adds = [&](const Event& event) { return event.kind == EventKind::write && event.adds && event.storage == counter; };
    const auto resets = [&](const Event& event) { return event.kind == EventKind::write && event.replaces && event.storage == counter; };
    const auto asks = [&](const Event& event) {
      if (event.kind == EventKind::test) return event.test.storage == counter || event.test.storages.contains(counter);
      return event.kind == EventKind::write && event.storage != counter && event.value.storages.contains(counter);
    };
    return any_event(machine.failures, adds) && any_event(machine.successes, resets) && !any_event(machine.successes, adds) &&
           all_ways(machine, [&](const Way& way) { return std::ranges::none_of(way.events, asks); });
  });
}

}  // namespace

Lack lack_of(const Machine& machine) {
  if (machine.gates.empty() || machine.refusals.empty() || machine.open.empty() || machine.trips.empty()) return Lack::nothing;
  if (machine.successes.empty() || std::ranges::all_of(machine.successes, [&](const Way* way) { return is_one_of(machine.failures, *way); }))
    return Lack::nothing;
  const bool recovers = !machine.elapsed.empty() || !machine.timers.empty() || !machine.recoveries.empty();
  if (!recovers && !machine.counts.empty() && keeps_time_of_trip(machine) && has_third_mode(machine) && only_gates_begin_trials(machine))
    return Lack::open_period;
  if (recovers && machine.counts.empty() && machine.calls_within && (counts_in_vain(machine) || has_third_mode(machine))) return Lack::threshold;
  return Lack::nothing;
}

}  // namespace assay::checks
