#include "checks/roles/flow.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

const std::vector<unsigned> no_targets;
const std::vector<Site> no_writes;

}  // namespace

Flow::Flow(const Facts& facts) : facts_(facts) {
  for (const auto& [id, function] : facts.functions) {
    by_id_[id] = static_cast<unsigned>(functions_.size());
    functions_.push_back(&function);
  }
  callers_.resize(functions_.size());
  for (unsigned f = 0; f < functions_.size(); ++f) {
    for (const auto& overridden : functions_[f]->overrides) overriders_[overridden].push_back(f);
    for (unsigned w = 0; w < functions_[f]->writes.size(); ++w)
      writes_[functions_[f]->writes[w].storage].push_back({f, w});
  }
  link_calls();
  find_throwing();
}

void Flow::find_throwing() {
  std::vector<unsigned> open;
  for (unsigned f = 0; f < functions_.size(); ++f)
    if (!functions_[f]->throws.empty()) open.push_back(f);
  throwing_.insert(open.begin(), open.end());
  while (!open.empty()) {
    const unsigned at = open.back();
    open.pop_back();
    for (const auto& caller : callers_[at])
      if (caller.in_place && throwing_.insert(caller.call.function).second) open.push_back(caller.call.function);
  }
}

bool Flow::may_throw(Site call) const {
  return std::ranges::any_of(targets(call), [&](unsigned target) { return throwing_.contains(target); });
}

// Stored callables are found by following values through the calls that are known so
// far; twice, as a callable may be handed on by one that was itself found so.
void Flow::link_calls() {
  for (const bool resolve_indirect : {false, true, true})
    for (unsigned f = 0; f < functions_.size(); ++f)
      for (unsigned c = 0; c < functions_[f]->calls.size(); ++c) link({f, c}, resolve_indirect);
}

std::vector<unsigned> Flow::implementations(const std::string& callee, bool dispatched) const {
  std::vector<unsigned> result;
  std::set<std::string> seen;
  std::vector<std::string> open{callee};
  while (!open.empty()) {
    const auto id = open.back();
    open.pop_back();
    if (!seen.insert(id).second) continue;
    if (const auto known = by_id_.find(id); known != by_id_.end()) result.push_back(known->second);
    const auto overriders = overriders_.find(id);
    if (!dispatched || overriders == overriders_.end()) continue;
    for (const unsigned f : overriders->second) open.push_back(functions_[f]->id);
  }
  return result;
}

void Flow::add_target(Site call, unsigned target, Caller caller) {
  auto& callers = callers_[target];
  const bool known = std::ranges::any_of(callers, [&](const Caller& other) { return other.call == call; });
  if (!known) callers.push_back(caller);
  auto& targets = caller.by_callee ? handed_[call] : targets_[call];
  if (std::ranges::find(targets, target) == targets.end()) targets.push_back(target);
}

void Flow::link(Site site, bool resolve_indirect) {
  const auto& call = this->call(site);
  if (!resolve_indirect) {
    const auto found = implementations(call.callee, call.kind == CallKind::virtual_dispatch);
    for (const unsigned target : found) add_target(site, target, {site, true, false, found.size() > 1});
    return;
  }
  if (call.kind == CallKind::indirect) {
    for (const auto& origin : reach(site.function, call.callable, {true, true, false}))
      if (origin.source.kind == SourceKind::function)
        for (const unsigned target : implementations(origin.source.symbol, true))
          add_target(site, target, {site, true, false, false});
    return;
  }
  // A container or std::function keeps what it is given; only a thread runs it.
  const bool keeps = call.kind == CallKind::construction && call.of_std && call.record != "std::thread" && call.record != "std::jthread";
  if (!targets(site).empty() || keeps) return;
  std::set<std::string> given(call.runs.begin(), call.runs.end());
  for (const auto& argument : call.arguments)
    for (const auto& source : argument)
      if (source.kind == SourceKind::function) given.insert(source.symbol);
  for (const auto& id : given)
    for (const unsigned target : implementations(id, true))
      add_target(site, target, {site, call.runs_in_place, true, given.size() > 1});
}

const std::vector<unsigned>& Flow::targets(Site call) const {
  const auto found = targets_.find(call);
  return found == targets_.end() ? no_targets : found->second;
}

const std::vector<unsigned>& Flow::handed(Site call) const {
  const auto found = handed_.find(call);
  return found == handed_.end() ? no_targets : found->second;
}

const std::vector<Site>& Flow::writes_to(const std::string& storage) const {
  const auto found = writes_.find(storage);
  return found == writes_.end() ? no_writes : found->second;
}

Decisions Flow::decisions(unsigned function, const Guards& guards) const {
  Decisions result;
  std::set<unsigned> seen{function};
  std::vector<unsigned> open{function};
  for (const auto& guard : guards) result.insert({function, false, guard.condition, guard.edge});
  while (!open.empty()) {
    const unsigned at = open.back();
    open.pop_back();
    for (const auto& caller : callers_[at]) {
      for (const auto& guard : call(caller.call).guards)
        result.insert({caller.call.function, false, guard.condition, guard.edge});
      if (caller.dispatched) result.insert({caller.call.function, true, caller.call.index, at});
      if (seen.insert(caller.call.function).second) open.push_back(caller.call.function);
    }
  }
  return result;
}

Value Flow::value_of(const Decision& decision) const {
  if (!decision.dispatch) return function(decision.function).conditions[decision.index].value;
  const auto& dispatched = call({decision.function, decision.index});
  Value result = dispatched.receiver;
  for (const auto& argument : dispatched.arguments) append(result, argument);
  return result;
}

std::set<std::string> storages_in(const Origins& origins) {
  std::set<std::string> result;
  for (const auto& origin : origins)
    if (origin.source.kind == SourceKind::storage) result.insert(origin.source.symbol);
  return result;
}

std::vector<Literal> literals_in(const Origins& origins) {
  std::vector<Literal> result;
  for (const auto& origin : origins)
    if (origin.source.kind == SourceKind::literal) result.push_back(origin.source.symbol);
  return result;
}

}  // namespace assay::checks
