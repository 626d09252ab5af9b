#include "checks/roles/breaker.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <tuple>

#include "checks/roles/breaker_near.hpp"

namespace assay::checks {
namespace {

Decisions without(const Decisions& all, const Decisions& some) {
  Decisions result;
  std::ranges::set_difference(all, some, std::inserter(result, result.end()));
  return result;
}

/// Works out the parts of one downstream's breaker, each from those before it.
class Recogniser {
 public:
  Recogniser(const Flow& flow, const Downstream& downstream) : flow_(flow) { result_.downstream = downstream; }

  Breaker run() {
    find_guards();
    find_notes();
    find_counting();
    find_trips();
    find_recoveries();
    find_success();
    return std::move(result_);
  }

 private:
  void find_guards();
  void find_notes();
  void find_counting();
  void find_trips();
  void find_recoveries();
  void find_success();

  /// The decisions that a write depends on and that the downstream call does not.
  Decisions own_decisions(Site write) { return without(flow_.decisions(write), call_decisions_); }
  bool tells_outcome(const Origins& origins) const;
  bool tells_outcome(const Decision& decision);
  bool carries_outcome(Site write);
  Decisions outcomes(Site write);
  /// The counting storages that a comparison of numbers behind a decision reads.
  const std::set<std::string>& counts_compared(const Decision& decision);
  std::set<std::string> counts_compared(Site compare) const;
  bool is_tripping(const TimeComparison& comparison);
  bool shares_failure(const std::string& storage);
  bool waits_for_trip(Site compare);

  const Flow& flow_;
  Breaker result_;
  Decisions call_decisions_;
  Origins guard_origins_;
  std::set<std::string> guard_storages_;
  std::set<std::string> deciding_;  ///< what the guards read directly
  std::set<std::string> notes_;
  std::set<std::string> counting_;
  std::set<std::string> tripped_;
  std::map<Decision, bool> tells_outcome_;
  std::map<Decision, std::set<std::string>> counts_compared_;
};

void Recogniser::find_guards() {
  for (const auto& site : result_.downstream.calls) {
    const auto decisions = flow_.decisions(site.function, flow_.call(site).guards);
    call_decisions_.insert(decisions.begin(), decisions.end());
  }
  const auto changes = [&](const std::string& storage) {
    return std::ranges::any_of(flow_.writes_to(storage), [&](Site site) { return !flow_.write(site).initialises; });
  };
  for (const auto& decision : call_decisions_) {
    auto near = storages_in(flow_.reach(decision, {.control = true}));
    if (std::ranges::any_of(near, changes)) result_.guards.push_back(decision);
    deciding_.merge(near);
  }
  for (const auto& decision : call_decisions_) {
    const auto origins = flow_.reach(decision, {.control = true});
    const bool reads_clock = std::ranges::any_of(
        origins, [](const Origin& origin) { return origin.source.kind == SourceKind::clock; });
    if (reads_clock && tells_outcome(origins)) result_.keeps_state_in_loop = true;
  }
  guard_origins_ = flow_.reach(call_decisions_, {.control = true, .storage = true, .execution = true});
  guard_storages_ = storages_in(guard_origins_);
  for (const auto& storage : guard_storages_)
    if (changes(storage)) result_.guarding.insert(storage);
}

bool Recogniser::tells_outcome(const Origins& origins) const {
  return std::ranges::any_of(origins, [&](const Origin& origin) {
    if (origin.source.kind == SourceKind::storage && notes_.contains(origin.source.symbol)) return true;
    const bool of_call = origin.source.kind == SourceKind::result || origin.source.kind == SourceKind::exception;
    return of_call && std::ranges::find(result_.downstream.calls, Site{origin.function, origin.source.index}) !=
                          result_.downstream.calls.end();
  });
}

bool Recogniser::tells_outcome(const Decision& decision) {
  const auto [entry, is_new] = tells_outcome_.emplace(decision, false);
  if (is_new) entry->second = tells_outcome(flow_.reach(decision, {.control = true}));
  return entry->second;
}

bool Recogniser::carries_outcome(Site write) {
  return tells_outcome(flow_.reach(write.function, flow_.write(write).value, {.control = true}));
}

Decisions Recogniser::outcomes(Site write) {
  Decisions result;
  for (const auto& decision : own_decisions(write))
    if (tells_outcome(decision)) result.insert(decision);
  return result;
}

/// Where an outcome is only noted, to be judged later, as in a permit whose destructor
/// reports it: set, never added up, and not read before the call.
void Recogniser::find_notes() {
  std::set<std::string> found;
  for (const auto& storage : result_.guarding) {
    if (deciding_.contains(storage)) continue;
    bool accumulates = false;
    bool notes = false;
    for (const auto& site : flow_.writes_to(storage)) {
      if (flow_.write(site).initialises) continue;
      accumulates = accumulates || flow_.write(site).accumulates;
      notes = notes || carries_outcome(site) || !outcomes(site).empty();
    }
    if (notes && !accumulates) found.insert(storage);
  }
  notes_ = std::move(found);
  tells_outcome_.clear();
}

void Recogniser::find_counting() {
  for (const auto& storage : result_.guarding)
    for (const auto& site : flow_.writes_to(storage)) {
      const auto& write = flow_.write(site);
      if (!write.accumulates || write.initialises) continue;
      if (!carries_outcome(site) && outcomes(site).empty()) continue;
      result_.failure_counting.push_back(site);
      counting_.insert(storage);
    }
}

std::set<std::string> Recogniser::counts_compared(Site site) const {
  const auto& compare = flow_.compare(site);
  std::set<std::string> result;
  if (!compare.arithmetic) return result;
  for (const auto* side : {&compare.left, &compare.right})
    for (const auto& storage : storages_in(flow_.reach(site.function, *side, {.control = true})))
      if (counting_.contains(storage)) result.insert(storage);
  return result;
}

const std::set<std::string>& Recogniser::counts_compared(const Decision& decision) {
  const auto [entry, is_new] = counts_compared_.emplace(decision, std::set<std::string>{});
  if (!is_new) return entry->second;
  for (const auto& origin : flow_.reach(decision, {.control = true}))
    if (origin.source.kind == SourceKind::compare)
      entry->second.merge(counts_compared(Site{origin.function, origin.source.index}));
  return entry->second;
}

void Recogniser::find_trips() {
  for (const auto& [storage, sites] : flow_.writes()) {
    if (!guard_storages_.contains(storage)) continue;
    for (const auto& site : sites) {
      const auto decisions = own_decisions(site);
      const bool counted = std::ranges::any_of(decisions, [&](const Decision& decision) {
        auto counts = counts_compared(decision);
        counts.erase(storage);
        return !counts.empty();
      });
      if (!counted) continue;
      result_.trips.push_back(site);
      tripped_.insert(storage);
    }
  }
}

/// The time is stored where the failure is counted: under the same outcome.
bool Recogniser::shares_failure(const std::string& storage) {
  for (const auto& site : flow_.writes_to(storage)) {
    if (!writes_time(flow_, site)) continue;
    const auto here = outcomes(site);
    for (const auto& counting : result_.failure_counting) {
      const auto there = outcomes(counting);
      if (std::ranges::any_of(here, [&](const Decision& decision) { return there.contains(decision); })) return true;
    }
  }
  return false;
}

/// The comparison is made only once the count is reached, or decides together with it.
bool Recogniser::waits_for_trip(Site site) {
  const auto& compare = flow_.compare(site);
  const auto& all = flow_.function(site.function).compares;
  for (unsigned i = 0; i < all.size(); ++i)
    if (all[i].statement == compare.statement && compare.statement != 0 && !counts_compared(Site{site.function, i}).empty())
      return true;
  for (const auto& decision : flow_.decisions(site.function, compare.guards)) {
    if (!counts_compared(decision).empty()) return true;
    for (const auto& storage : storages_in(flow_.reach(decision, {.control = true})))
      if (tripped_.contains(storage)) return true;
  }
  return false;
}

bool Recogniser::is_tripping(const TimeComparison& comparison) {
  for (const auto& storage : comparison.stored) {
    const bool under_count = std::ranges::any_of(result_.trips, [&](Site site) {
      return flow_.write(site).storage == storage && writes_time(flow_, site);
    });
    if (under_count || (shares_failure(storage) && waits_for_trip(comparison.compare))) return true;
  }
  return false;
}

void Recogniser::find_recoveries() {
  for (const auto& origin : guard_origins_) {
    if (origin.source.kind != SourceKind::compare) continue;
    const auto comparison = as_time_comparison(flow_, {origin.function, origin.source.index});
    if (comparison && is_tripping(*comparison)) result_.recoveries.push_back(*comparison);
  }
  // The age of what is counted bounds a window, where another time ends the open period.
  const auto bounds_window = [&](const TimeComparison& comparison) {
    return std::ranges::includes(counting_, comparison.stored);
  };
  if (!std::ranges::all_of(result_.recoveries, bounds_window)) std::erase_if(result_.recoveries, bounds_window);
}

/// Both outcomes change the state, whichever of them is called the success.
void Recogniser::find_success() {
  result_.learns_from_success =
      std::ranges::any_of(result_.failure_counting, [&](Site site) { return carries_outcome(site); });
  Decisions told;
  for (const auto& storage : result_.guarding)
    for (const auto& site : flow_.writes_to(storage)) told.merge(outcomes(site));
  const auto other_way = [](const Decision& a, const Decision& b) {
    return std::tie(a.function, a.dispatch, a.index) == std::tie(b.function, b.dispatch, b.index);
  };
  if (std::ranges::adjacent_find(told, other_way) != told.end()) result_.learns_from_success = true;
}

template <typename Predicate>
std::vector<const Breaker*> answering(const std::vector<Breaker>& breakers, const Predicate& wanted) {
  std::vector<const Breaker*> result;
  for (const auto& breaker : breakers)
    if (wanted(breaker)) result.push_back(&breaker);
  const auto answers = [](const Breaker* breaker) { return breaker->downstream.answers; };
  if (std::ranges::any_of(result, answers)) std::erase_if(result, std::not_fn(answers));
  return result;
}

}  // namespace

Breaker recognise_breaker(const Flow& flow, const Downstream& downstream) {
  return Recogniser(flow, downstream).run();
}

std::vector<const Breaker*> BreakerSearch::complete() const {
  return answering(breakers, [](const Breaker& breaker) { return breaker.is_complete(); });
}

std::vector<const Breaker*> BreakerSearch::with_recovery() const {
  return answering(breakers, [](const Breaker& breaker) { return !breaker.recoveries.empty(); });
}

BreakerSearch find_breakers(const Flow& flow) {
  BreakerSearch result;
  result.downstreams = find_downstreams(flow);
  for (const auto& downstream : result.downstreams) result.breakers.push_back(recognise_breaker(flow, downstream));
  for (auto& machine : read_machines(flow)) {
    if (machine.is_breaker()) result.machines.push_back(std::move(machine));
    else if ((machine.lack = lack_of(machine)) != Lack::nothing) result.near.push_back(std::move(machine));
  }
  // Beside a breaker whatever resembles one is something else.
  if (!result.machines.empty()) result.near.clear();
  return result;
}

}  // namespace assay::checks
