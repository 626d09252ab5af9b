// Reads a component's ways as a breaker's machine.
#include <algorithm>
#include <tuple>

#include "checks/roles/breaker_machine.hpp"

namespace assay::checks {
namespace {

constexpr std::size_t max_entries = 24;

/// Straight pieces of code that are followed for one component, and for all of them.
constexpr unsigned max_stretches = 20'000;
constexpr unsigned max_all_stretches = 100'000;

bool is_test(const Event& event, TestKind kind) { return event.kind == EventKind::test && event.test.kind == kind; }

bool has_test(const Way& way, TestKind kind, bool truth) {
  return std::ranges::any_of(way.events, [&](const Event& event) { return is_test(event, kind) && event.truth == truth; });
}

bool fails(const Way& way) {
  return std::ranges::any_of(way.events, [](const Event& event) { return event.kind == EventKind::call && event.fails; });
}

bool adds_anything(const Way& way) {
  return std::ranges::any_of(way.events, [](const Event& event) { return event.kind == EventKind::write && event.adds; });
}

bool is_word(const Constant& constant) { return constant.starts_with("\""); }

/// From here on it is about what happened, and not about the time that went by.
bool is_outcome(const Event& event) {
  if (event.kind == EventKind::call) return event.certain;
  return (event.kind == EventKind::write && event.adds) || (is_test(event, TestKind::count) && event.truth);
}

class Reader {
 public:
  Reader(const Flow& flow, Component component) : flow_(flow) { machine_.component = std::move(component); }
  Machine run();

 private:
  void walk_all();
  void promote_calls();
  bool is_initial(const Way& way) const;
  WayList ways_of(unsigned entry) const;
  void find_gates();
  int rank_of(unsigned entry, const WayList& refusing) const;
  void find_open();
  void find_half_open();
  void find_counts();
  void find_outcomes();
  void find_recoveries();
  void take_recoveries();
  bool is_tripping(const Way& way, const Phase& phase) const;
  WayList outcome_ways() const;
  std::string polarity(const Way& way) const;

  const Flow& flow_;
  Machine machine_;
  std::map<unsigned, WayList> refusing_;  ///< by gate
};

void Reader::walk_all() {
  const auto& component = machine_.component;
  std::vector<unsigned> entries = component.entries;
  std::set<unsigned> seen(entries.begin(), entries.end());
  // Who asks the gate and makes the call is walked through as well.
  for (const unsigned entry : component.entries)
    for (const auto& caller : flow_.callers(entry))
      if (caller.in_place && !component.functions.contains(caller.call.function) && seen.insert(caller.call.function).second)
        entries.push_back(caller.call.function);
  if (entries.size() > max_entries) {
    machine_.complete = false;
    entries.resize(max_entries);
  }
  for (const unsigned entry : entries) {
    if (machine_.stretches > max_stretches) {
      machine_.complete = false;
      break;
    }
    machine_.walked.push_back(std::make_unique<Walked>(walk(flow_, component, entry)));
    machine_.stretches += machine_.walked.back()->stretches;
    const bool own = component.functions.contains(entry);
    machine_.complete = machine_.complete && (machine_.walked.back()->complete || !own);
  }
}

bool makes_certain_calls(const Walked& walked) { return std::ranges::any_of(walked.ways, calls_downstream); }

/// A client of a plain class is called between asking the gate and telling the outcome.
void Reader::promote_calls() {
  const auto& component = machine_.component;
  for (auto& walked : machine_.walked)
    for (auto& way : walked->ways) {
      if (component.functions.contains(way.entry) || makes_certain_calls(*walked)) continue;
      for (auto call = way.events.begin(); call != way.events.end(); ++call) {
        if (call->kind != EventKind::call || component.functions.contains(call->function)) continue;
        const bool asked = std::any_of(way.events.begin(), call, [&](const Event& event) {
          return event.kind == EventKind::test && event.test.kind != TestKind::other && component.functions.contains(event.function);
        });
        const bool told = std::any_of(call, way.events.end(), [&](const Event& event) {
          return event.kind == EventKind::write && component.storages.contains(event.storage);
        });
        const bool judged = call->fails || std::any_of(call, way.events.end(), [&](const Event& event) {
          return event.kind == EventKind::test && event.test.results.contains(call->site);
        });
        if (asked && told && judged) call->certain = true;
      }
    }
}

/// The way can be taken at the very beginning: nothing was counted, no time is awaited.
bool Reader::is_initial(const Way& way) const {
  for (const auto& [storage, constraint] : way.start) {
    const auto initial = machine_.component.initial.find(storage);
    const bool is_flag = storage.find('&') != std::string::npos;
    if (initial == machine_.component.initial.end() && !is_flag) continue;
    if (!may_start_with(way, storage, is_flag ? "0" : initial->second)) return false;
  }
  return !has_test(way, TestKind::count, true) && !has_test(way, TestKind::time, false);
}

WayList Reader::ways_of(unsigned entry) const {
  WayList result;
  for (const auto& walked : machine_.walked)
    for (const auto& way : walked->ways)
      if (way.entry == entry && !way.endless) result.push_back(&way);
  return result;
}

/// How much a function looks like the one that decides: it makes the call, it looks at the
/// time, it only tells.
int Reader::rank_of(unsigned entry, const WayList& refusing) const {
  if (std::ranges::any_of(ways_of(entry), [](const Way* way) { return calls_downstream(*way); })) return 3;
  if (std::ranges::any_of(ways_of(entry), [](const Way* way) {
        return has_test(*way, TestKind::time, true) || has_test(*way, TestKind::time, false);
      }))
    return 2;
  return refusing.empty() ? 0 : 1;
}

void Reader::find_gates() {
  int best = 0;
  std::map<unsigned, std::set<Constant>> admitting;
  std::map<unsigned, int> ranks;
  for (const auto& walked : machine_.walked) {
    if (walked->ways.empty()) continue;
    const unsigned entry = walked->ways.front().entry;
    std::set<Constant> normal;
    for (const auto& way : walked->ways)
      if (is_initial(way) && !way.endless) normal.insert(outcome_of(way));
    const bool by_call = normal.contains("call");
    if (by_call) normal = {"call"};
    WayList refusing;
    for (const auto& way : walked->ways) {
      const auto outcome = outcome_of(way);
      if (way.endless || normal.contains(outcome) || is_initial(way) || is_word(outcome)) continue;
      const bool asked = std::ranges::any_of(way.events, [&](const Event& event) {
        return event.kind == EventKind::test && event.test.kind != TestKind::other;
      });
      if (asked) refusing.push_back(&way);
    }
    if (normal.empty() || refusing.empty()) continue;
    const int rank = rank_of(entry, refusing);
    best = std::max(best, rank);
    ranks[entry] = rank;
    refusing_[entry] = std::move(refusing);
    admitting[entry] = std::move(normal);
  }
  // A function that only looks, beside one that begins the trials, is asked by a display or a
  // load balancer and admits nothing.
  const auto changes = [&](unsigned entry) {
    return std::ranges::any_of(ways_of(entry), [](const Way* way) {
      return std::ranges::any_of(way->events, [](const Event& event) { return event.kind == EventKind::write && event.replaces; });
    });
  };
  const bool some_change = best < 3 && std::ranges::any_of(ranks, [&](const auto& one) { return one.second == best && changes(one.first); });
  for (const auto& [entry, rank] : ranks) {
    if (rank < best || (some_change && !changes(entry))) {
      refusing_.erase(entry);
      continue;
    }
    machine_.gates.push_back(entry);
    machine_.admitting.insert(admitting[entry].begin(), admitting[entry].end());
  }
  machine_.calls_within = best == 3;
}

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
  for (const auto& [gate, refusing] : refusing_)
    for (const auto* way : ways_of(gate)) {
      const bool refused = std::ranges::find(refusing, way) != refusing.end();
      const bool admitted = machine_.admits(*way);
      const auto first = std::ranges::find_if(way->events, [](const Event& event) { return is_test(event, TestKind::time); });
      const bool over = first != way->events.end() && first->truth;
      if (refused && machine_.starts_open(*way) && !over) machine_.refusals.push_back(way);
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
  for (const auto* list : {&machine_.elapsed, &machine_.timers})
    for (const auto* way : *list) {
      std::map<std::string, Constant> here;
      for (const auto& event : way->events) {
        if (event.kind == EventKind::call && event.certain) break;
        if (event.kind != EventKind::write || event.adds) continue;
        if (event.value.constant && !component.times.contains(event.storage)) here[event.storage] = *event.value.constant;
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

/// How a way found what it was told: by which of its parameters and results, and how.
std::string Reader::polarity(const Way& way) const {
  std::string result;
  for (const auto& event : way.events) {
    if (event.kind == EventKind::call && event.fails) result += "!";
    if (event.kind != EventKind::test || event.test.kind != TestKind::other) continue;
    if (event.test.parameters.empty() && event.test.results.empty()) continue;
    if (event.test.parameters.size() > 1) continue;
    result += event.truth ? "+" : "-";
    for (const auto& site : event.test.results) result += std::to_string(site.function) + ":" + std::to_string(site.index);
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

void Reader::find_outcomes() {
  struct Group {
    WayList ways;
    bool bad = false, good = false, opens_trial = false, closes_trial = false, conditional = false;
  };
  std::map<std::pair<unsigned, std::string>, Group> groups;
  for (const auto* way : outcome_ways()) {
    if (std::ranges::any_of(way->events, [](const Event& event) { return event.test.relational_floating; })) continue;
    auto& group = groups[{way->entry, polarity(*way)}];
    group.ways.push_back(way);
    const bool opens = machine_.opens(*way) && (machine_.derived || adds_anything(*way) || fails(*way) || has_test(*way, TestKind::count, true) ||
                                                 machine_.calls_within || machine_.starts_on_trial(*way));
    const bool resets = std::ranges::any_of(way->events, [&](const Event& event) {
      return event.kind == EventKind::write && event.replaces && machine_.counts.contains(event.storage);
    });
    const bool timer = std::ranges::find(machine_.timers, way) != machine_.timers.end();
    group.bad = group.bad || opens || (adds_to(*way, machine_.counts) && !machine_.closes(*way));
    group.good = group.good || (!timer && (machine_.closes(*way) || resets));
    if (!machine_.half_open.empty() && machine_.starts_on_trial(*way)) {
      group.opens_trial = group.opens_trial || machine_.opens(*way);
      group.closes_trial = group.closes_trial || machine_.closes(*way);
    }
    for (const auto& phase : machine_.half_open) group.conditional = group.conditional || way->start.contains(phase.storage);
    for (const auto& phase : machine_.open) group.conditional = group.conditional || way->start.contains(phase.storage);
  }
  const bool some_conditional = std::ranges::any_of(groups, [](const auto& entry) { return entry.second.conditional && entry.second.good && !entry.second.bad; });
  for (auto& [key, group] : groups) {
    const bool threw = key.second.starts_with("!");
    bool bad = group.bad || threw;
    // Both outcomes may trip a window or an average; what a trial does tells them apart.
    if (bad && !threw && group.closes_trial && !group.opens_trial) bad = false;
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
}

Machine Reader::run() {
  walk_all();
  promote_calls();
  find_gates();
  if (machine_.gates.empty()) return std::move(machine_);
  find_open();
  find_counts();
  find_recoveries();
  find_half_open();
  find_outcomes();
  return std::move(machine_);
}

}  // namespace

std::vector<Machine> find_machines(const Flow& flow) {
  std::vector<Machine> result;
  unsigned stretches = 0;
  for (auto& component : find_components(flow)) {
    if (stretches > max_all_stretches) break;
    auto machine = Reader(flow, std::move(component)).run();
    stretches += machine.stretches;
    if (machine.is_breaker()) result.push_back(std::move(machine));
  }
  return result;
}

}  // namespace assay::checks
