// Reads a component's ways as a breaker's machine: which ways there are, and which functions decide.
#include "checks/roles/breaker_reader.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

constexpr std::size_t max_entries = 40;

/// Straight pieces of code that are followed for one component, and for all of them.
constexpr unsigned max_stretches = 20'000;
constexpr unsigned max_all_stretches = 100'000;

bool is_word(const Constant& constant) { return constant.starts_with("\""); }

bool makes_certain_calls(const Walked& walked) { return std::ranges::any_of(walked.ways, calls_downstream); }

}  // namespace

bool has_test(const Way& way, TestKind kind, bool truth) {
  return std::ranges::any_of(way.events, [&](const Event& event) { return is_test(event, kind) && event.truth == truth; });
}

/// From here on it is about what happened, and not about the time that went by.
bool is_outcome(const Event& event) {
  if (event.kind == EventKind::call) return event.certain;
  return (event.kind == EventKind::write && event.adds) || (is_test(event, TestKind::count) && event.truth);
}

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

/// The calls on a way that begins closed, whose result alone is judged and then counted.
std::set<Site> Reader::judged_calls(const Way& way) const {
  std::set<Site> result;
  bool asked = false;
  for (auto event = way.events.begin(); event != way.events.end(); ++event) {
    asked = asked || is_test(*event, TestKind::mode) || is_test(*event, TestKind::time);
    if (event->kind != EventKind::call || !asked || !flow_.targets(event->site).empty()) continue;
    const bool judged = std::any_of(event, way.events.end(), [&](const Event& later) {
      return is_test(later, TestKind::other) && later.test.results.contains(event->site) && later.test.storages.empty();
    });
    const bool told = std::any_of(event, way.events.end(), [&](const Event& later) {
      return later.kind == EventKind::write && machine_.component.counters.contains(later.storage);
    });
    if (judged && told) result.insert(event->site);
  }
  // What is only given to another of them is not the call.
  const auto all = result;
  const auto is_given = [&](Site site) {
    const Source given{SourceKind::result, "", site.index, false};
    return std::ranges::any_of(all, [&](const Site& other) {
      return other != site && other.function == site.function && std::ranges::any_of(flow_.call(other).arguments, [&](const Value& argument) {
        return std::ranges::find(argument, given) != argument.end();
      });
    });
  };
  std::erase_if(result, is_given);
  return result;
}

/// What is asked, called, judged and told of in one function may be a call of a plain
/// function that is not in these files: the downstream's, if that makes it a breaker.
bool Reader::promote_own_calls() {
  bool some = false;
  for (auto& walked : machine_.walked) {
    if (walked->ways.empty() || !machine_.component.functions.contains(walked->ways.front().entry) || makes_certain_calls(*walked)) continue;
    std::set<Site> sites;
    for (const auto& way : walked->ways)
      if (is_initial(way)) sites.merge(judged_calls(way));
    if (sites.size() != 1) continue;
    some = true;
    for (auto& way : walked->ways)
      for (auto& event : way.events)
        if (event.kind == EventKind::call && sites.contains(event.site)) event.certain = true;
  }
  return some;
}

void Reader::read() {
  find_gates();
  if (machine_.gates.empty()) return;
  find_open();
  find_counts();
  find_recoveries();
  find_half_open();
  find_outcomes();
}

Machine Reader::run() {
  walk_all();
  promote_calls();
  read();
  if (machine_.is_breaker() || !promote_own_calls()) return std::move(machine_);
  Machine again;
  again.component = std::move(machine_.component);
  again.walked = std::move(machine_.walked);
  again.stretches = machine_.stretches;
  again.complete = machine_.complete;
  machine_ = std::move(again);
  refusing_.clear();
  read();
  // Only a mode for trials tells it from an account that is locked for a while.
  if (machine_.half_open.empty()) machine_.gates.clear();
  return std::move(machine_);
}

std::vector<Machine> read_machines(const Flow& flow) {
  std::vector<Machine> result;
  unsigned stretches = 0;
  for (auto& component : find_components(flow)) {
    if (stretches > max_all_stretches) break;
    auto machine = Reader(flow, std::move(component)).run();
    stretches += machine.stretches;
    result.push_back(std::move(machine));
  }
  return result;
}

}  // namespace assay::checks
