// Which ways of a breaker's machine are failures and which are successes.
#include <algorithm>
#include <functional>

#include "checks/roles/breaker_reader.hpp"

namespace assay::checks {
namespace {

bool fails(const Way& way) {
  return std::ranges::any_of(way.events, [](const Event& event) { return event.kind == EventKind::call && event.fails; });
}

bool adds_anything(const Way& way) {
  return std::ranges::any_of(way.events, [](const Event& event) { return event.kind == EventKind::write && event.adds; });
}

}  // namespace

/// How a way found what it was told: by which of its parameters and results, and how.
std::string Reader::polarity(const Way& way) const {
  std::string result;
  std::set<Site> called;
  for (const auto& event : way.events) {
    if (event.kind == EventKind::call && event.fails) result += "!";
    if (event.kind == EventKind::call && event.certain) called.insert(event.site);
    if (event.kind != EventKind::test || event.test.kind != TestKind::other) continue;
    if (event.test.parameters.empty() && event.test.results.empty()) continue;
    // What the guarded call was given takes part in what it gave back.
    const bool judges = std::ranges::any_of(event.test.results, [&](const Site& site) { return called.contains(site); });
    if (event.test.parameters.size() > 1 && !judges) continue;
    result += event.truth ? "+" : "-";
    for (const auto& site : event.test.results) result += std::to_string(site.function) + ":" + std::to_string(site.index);
    if (event.test.parameters.size() > 1) continue;
    for (const unsigned parameter : event.test.parameters) result += "p" + std::to_string(parameter);
  }
  return result;
}

WayList Reader::outcome_ways() const {
  WayList result;
  for (const auto& walked : machine_.walked)
    for (const auto& way : walked->ways) {
      const auto calls = std::ranges::count_if(way.events, [](const Event& event) { return event.kind == EventKind::call && event.certain; });
      if (way.endless || calls > 1) continue;
      if (machine_.calls_within ? calls_downstream(way) : !refusing_.contains(way.entry)) result.push_back(&way);
    }
  return result;
}

/// What is added to where it opens, whether that is asked for or not.
std::set<std::string> Reader::counts_of_trips() const {
  std::set<std::string> result;
  for (const auto* way : outcome_ways())
    for (const auto& event : way->events)
      if (event.kind == EventKind::write && event.adds && machine_.component.counters.contains(event.storage) && machine_.opens(*way))
        result.insert(event.storage);
  return result;
}

void Reader::find_outcomes() {
  struct Group {
    WayList ways;
    bool bad = false, good = false, opens_trial = false, closes_trial = false, conditional = false;
  };
  std::map<std::pair<unsigned, std::string>, Group> groups;
  // Where no count is ever compared, taking one back still tells of a success.
  const auto counts = machine_.counts.empty() ? counts_of_trips() : machine_.counts;
  for (const auto* way : outcome_ways()) {
    if (std::ranges::any_of(way->events, [](const Event& event) { return event.test.relational_floating; })) continue;
    auto& group = groups[{way->entry, polarity(*way)}];
    group.ways.push_back(way);
    const bool opens = machine_.opens(*way) && (machine_.derived || adds_anything(*way) || fails(*way) || has_test(*way, TestKind::count, true) ||
                                                 machine_.calls_within || machine_.starts_on_trial(*way));
    const bool resets = std::ranges::any_of(way->events, [&](const Event& event) {
      return event.kind == EventKind::write && event.replaces && counts.contains(event.storage);
    });
    const bool timer = std::ranges::find(machine_.timers, way) != machine_.timers.end();
    group.bad = group.bad || opens || (adds_to(after_call(*way), machine_.counts) && !machine_.closes(*way));
    group.good = group.good || (!timer && (machine_.closes(*way) || resets));
    if (!machine_.half_open.empty() && machine_.starts_on_trial(*way)) {
      group.opens_trial = group.opens_trial || machine_.opens(*way);
      group.closes_trial = group.closes_trial || machine_.closes(*way);
    }
    for (const auto& phase : machine_.half_open) group.conditional = group.conditional || way->start.contains(phase.storage);
    for (const auto& phase : machine_.open) group.conditional = group.conditional || way->start.contains(phase.storage);
  }
  const bool some_conditional = std::ranges::any_of(groups, [](const auto& entry) { return entry.second.conditional && entry.second.good && !entry.second.bad; });
  const auto other_never_closes = [&](unsigned entry) {
    return std::ranges::any_of(groups, [&](const auto& other) {
      return other.first.first == entry && other.second.opens_trial && !other.second.closes_trial;
    });
  };
  for (auto& [key, group] : groups) {
    const bool threw = key.second.starts_with("!");
    bool bad = group.bad || threw;
    // Both outcomes may trip a window or an average; what a trial does tells them apart.
    if (bad && !threw && group.closes_trial && (!group.opens_trial || other_never_closes(key.first))) bad = false;
    if (bad) {
      for (const auto* way : group.ways) machine_.failures.push_back(way);
    } else if (group.good || machine_.calls_within || group.closes_trial) {
      // An unconditional reset beside a success that looks at the mode is an operator's.
      if (!machine_.calls_within && some_conditional && !group.conditional) continue;
      for (const auto* way : group.ways) machine_.successes.push_back(way);
    }
  }
  for (const auto* way : machine_.failures)
    if (machine_.opens(*way) && machine_.starts_closed(*way)) machine_.trips.push_back(way);
  if (!machine_.half_open.empty() || !machine_.on_trial.empty())
    for (const unsigned gate : machine_.gates)
      for (const auto* way : ways_of(gate))
        if (machine_.starts_on_trial(*way)) machine_.trials.push_back(way);
  // What never asks for the mode is no trial where others do: it is about something that was not there yet.
  const auto asks = [&](const Way* way) {
    const auto is_known = [&](const Phase& phase) { return way->start.contains(phase.storage); };
    return std::ranges::any_of(machine_.half_open, is_known) || std::ranges::any_of(machine_.open, is_known);
  };
  if (std::ranges::any_of(machine_.trials, asks)) std::erase_if(machine_.trials, std::not_fn(asks));
}

}  // namespace assay::checks
