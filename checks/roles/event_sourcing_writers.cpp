#include "checks/roles/event_sourcing_writers.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

bool is_literal(const Value& value) { return !has_origin(value); }

/// It sets everything back, and nothing depends on what it is given.
bool is_reset(const Flow& flow, const Aggregate& aggregate, unsigned f) {
  const auto& function = flow.function(f);
  if (!function.result.name.empty() && function.result.name != "void") return false;
  return std::ranges::all_of(function.writes, [&](const Write& write) {
    return !aggregate.state.contains(write.storage) || (is_literal(write.value) && write.guards.empty() && !write.accumulates);
  });
}

class WriterSearch {
 public:
  WriterSearch(const Flow& flow, const EventSourcing& found, const Aggregate& aggregate)
      : flow_(flow), found_(found), aggregate_(aggregate), handlers_(find_handlers(flow, found)) {
    for (const auto& fold : aggregate.folds) folding_.insert(fold.function);
    find_restoring();
  }

  std::vector<Writer> run() {
    for (const auto& state : aggregate_.state)
      for (const auto& site : flow_.writes_to(state))
        if (!is_excused(site)) result_.push_back(classified(site));
    return std::move(result_);
  }

 private:
  /// Functions that only replays and constructors call.
  void find_restoring() {
    for (bool more = true; more;) {
      more = false;
      for (unsigned f = 0; f < flow_.function_count(); ++f) {
        if (restoring_.contains(f) || flow_.callers(f).empty()) continue;
        const bool only = std::ranges::all_of(flow_.callers(f), [&](const Caller& caller) {
          const unsigned by = caller.call.function;
          return folding_.contains(by) || restoring_.contains(by) || flow_.function(by).is_constructor;
        });
        if (only && !handlers_.contains(f)) more = restoring_.insert(f).second || more;
      }
    }
  }

  bool is_excused(Site site) const {
    const auto& write = flow_.write(site);
    const auto& function = flow_.function(site.function);
    if (write.initialises || function.is_constructor || function.is_destructor) return true;
    if (aggregate_.applies.contains(site.function) || folding_.contains(site.function) || restoring_.contains(site.function)) return true;
    if (function.simple == "operator=") return true;
    if (!handlers_.contains(site.function) && is_reset(flow_, aggregate_, site.function)) return true;
    return takes_snapshot_back(site);
  }

  /// Written from another record that was filled from the fields.
  bool takes_snapshot_back(Site site) const {
    for (const auto& source : flow_.write(site).value) {
      if (source.kind != SourceKind::storage) continue;
      const auto known = flow_.facts().storages.find(source.symbol);
      if (known == flow_.facts().storages.end() || known->second.owner.empty() || found_.family.records.contains(known->second.owner))
        continue;
      if (aggregate_.state.contains(source.symbol)) continue;
      const bool filled = std::ranges::any_of(flow_.writes_to(source.symbol), [&](Site other) {
        return reads(flow_, aggregate_.state, other.function, flow_.write(other).value);
      });
      if (filled) return true;
    }
    return false;
  }

  Writer classified(Site site) const {
    const unsigned f = site.function;
    const auto& function = flow_.function(f);
    const auto ran = run_within(flow_, {f});
    const bool applies = std::ranges::any_of(ran, [&](unsigned g) { return g != f && aggregate_.applies.contains(g); });
    const bool given = std::ranges::any_of(function.parameters, [&](const Parameter& p) { return found_.family.is_event(p.type); });
    if (given) return {WriterKind::second_apply, site, applies};
    return {handlers_.contains(f) ? WriterKind::handler : WriterKind::other, site, applies};
  }

  const Flow& flow_;
  const EventSourcing& found_;
  const Aggregate& aggregate_;
  std::set<unsigned> handlers_;
  std::set<unsigned> folding_;
  std::set<unsigned> restoring_;
  std::vector<Writer> result_;
};

}  // namespace

bool reads(const Flow& flow, const std::set<std::string>& state, unsigned function, const Value& value) {
  if (std::ranges::any_of(value, [&](const Source& s) { return s.kind == SourceKind::storage && state.contains(s.symbol); })) return true;
  return std::ranges::any_of(storages_in(flow.reach(function, value, {})), [&](const auto& s) { return state.contains(s); });
}

bool on_miss(const std::vector<KindTest>& tests, const Guards& guards) {
  return std::ranges::any_of(guards, [&](const Guard& guard) {
    return std::ranges::any_of(tests, [&](const KindTest& test) {
      const bool last = test.choice || &test == &tests.back();
      return last && test.condition == guard.condition && std::ranges::find(test.misses, guard.edge) != test.misses.end();
    });
  });
}

std::set<unsigned> find_handlers(const Flow& flow, const EventSourcing& found) {
  std::set<unsigned> result;
  for (const unsigned f : found.live)
    if (flow.function(f).simple != "main") result.insert(f);
  for (unsigned f = 0; f < flow.function_count(); ++f)
    if (makes_event(flow, found.family, f)) result.insert(f);
  for (const auto& aggregate : found.aggregates)
    for (const unsigned f : aggregate.applies) result.erase(f);
  return result;
}

std::vector<Writer> find_writers(const Flow& flow, const EventSourcing& found, const Aggregate& aggregate) {
  return WriterSearch(flow, found, aggregate).run();
}

}  // namespace assay::checks
