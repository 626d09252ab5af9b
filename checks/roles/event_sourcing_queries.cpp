#include "checks/roles/event_sourcing_queries.hpp"

#include <algorithm>

#include "checks/roles/event_sourcing_writers.hpp"

namespace assay::checks {
namespace {

std::set<std::string> all_state(const EventSourcing& found) {
  std::set<std::string> result;
  for (const auto& aggregate : found.aggregates) result.insert(aggregate.state.begin(), aggregate.state.end());
  return result;
}

bool is_void(const Function& function) { return function.result.name == "void" || function.result.name.empty(); }

/// Events are kept in containers, and counted by numbers: what says yes or no decides.
bool is_applied(const EventSourcing& found, unsigned f) {
  return std::ranges::any_of(found.aggregates, [&](const Aggregate& aggregate) {
    return aggregate.applies.contains(f) || std::ranges::any_of(aggregate.folds, [&](const Fold& fold) { return fold.function == f; });
  });
}

/// Whether something may be done is looked at before the event is stored: a command.
bool checks_first(const Flow& flow, const std::set<std::string>& state, unsigned f) {
  for (const unsigned g : run_within(flow, {f})) {
    const auto& function = flow.function(g);
    const auto decided = [&](const Guards& guards) {
      return std::ranges::any_of(guards, [&](const Guard& guard) {
        const auto& condition = function.conditions[guard.condition];
        return condition.kind == ConditionKind::branch && (g == f || reads(flow, state, g, condition.value));
      });
    };
    if (std::ranges::any_of(function.raises, [&](const Raise& raise) { return decided(raise.guards); })) return true;
    if (g == f && std::ranges::any_of(function.returns, [&](const Return& leave) { return decided(leave.guards); })) return true;
  }
  return false;
}

}  // namespace

bool gives_back_state(const Flow& flow, const EventSourcing& found, unsigned f) {
  const auto& function = flow.function(f);
  const auto& type = function.result;
  // A request that is made for somebody to send it.
  if (std::ranges::any_of(found.appends, [&](const Append& append) {
        return append.by_write && append.at.function == f && flow.facts().storages.at(flow.write(append.at).storage).owner == type.record;
      }))
    return false;
  if (is_void(function) || type.record.empty() || type.is_enum || found.family.is_event(type) || found.family.is_container(type)) return false;
  std::set<std::string> owners;
  for (const auto& aggregate : found.aggregates) owners.insert(aggregate.owners.begin(), aggregate.owners.end());
  const bool of_owner = owners.contains(type.record);
  // What makes a new aggregate gives it back.
  if (of_owner) return !function.is_static && !function.is_coroutine;
  if (!flow.facts().classes.contains(type.record)) return false;
  const auto state = all_state(found);
  for (const unsigned g : run_within(flow, {f})) {
    if (is_applied(found, g)) continue;
    const auto& within = flow.function(g);
    if (within.result.record != type.record) continue;
    for (const auto& write : within.writes) {
      const auto known = flow.facts().storages.find(write.storage);
      if (known == flow.facts().storages.end() || known->second.owner != type.record) continue;
      if (reads(flow, state, g, write.value)) return true;
    }
  }
  return false;
}

std::vector<Query> find_queries(const Flow& flow, const EventSourcing& found) {
  std::vector<Query> result;
  const auto state = all_state(found);
  const auto handlers = find_handlers(flow, found);
  for (unsigned f = 0; f < flow.function_count(); ++f) {
    const auto& function = flow.function(f);
    if (is_void(function) || function.is_constructor || function.is_lambda || function.simple == "main" || function.simple.starts_with("operator"))
      continue;
    if (found.family.is_event(function.result) || found.family.is_container(function.result)) continue;
    const bool folds = std::ranges::any_of(found.aggregates, [&](const Aggregate& a) {
      return std::ranges::any_of(a.folds, [&](const Fold& fold) { return fold.function == f; });
    });
    const bool applies = std::ranges::any_of(found.aggregates, [&](const Aggregate& a) { return a.applies.contains(f); });
    if (applies) {
      if (function.is_const && std::ranges::any_of(function.returns, [&](const Return& r) { return reads(flow, state, f, r.value); }))
        result.push_back({f, QueryWrite::no, function.at});
      continue;
    }
    const bool answers = folds || gives_back_state(flow, found, f) || std::ranges::any_of(function.returns, [&](const Return& r) {
                           return reads(flow, state, f, r.value);
                         });
    if (!answers) continue;
    if (handlers.contains(f)) {
      if (folds && !checks_first(flow, state, f)) result.push_back({f, QueryWrite::yes, function.at});
      else if (gives_back_state(flow, found, f) && !checks_first(flow, state, f)) result.push_back({f, QueryWrite::yes, function.at});
      continue;
    }
    const auto change = std::ranges::find_if(function.writes, [&](const Write& write) {
      const auto known = flow.facts().storages.find(write.storage);
      const bool own = state.contains(write.storage) || (known != flow.facts().storages.end() && known->second.owner == function.record && !function.record.empty());
      const bool local = std::ranges::any_of(write.target, [](const Source& s) { return s.kind == SourceKind::local; });
      return own && !write.initialises && !local && known != flow.facts().storages.end() && !known->second.is_mutable && !known->second.type.is_mutex;
    });
    if (change != function.writes.end() && !folds && state.contains(change->storage)) result.push_back({f, QueryWrite::yes, change->at});
    else if (change == function.writes.end() || folds) result.push_back({f, QueryWrite::no, function.at});
  }
  return result;
}

}  // namespace assay::checks
