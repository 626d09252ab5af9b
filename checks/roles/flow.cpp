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
  if (!targets(site).empty()) return;
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

/// One search; a worklist of origins, each expanded once.
class Flow::Search {
 public:
  Search(const Flow& flow, Follow follow) : flow_(flow), follow_(follow) {}

  void add(unsigned function, const Value& value) {
    for (auto source : value) {
      if (source.control && !follow_.control) continue;
      source.control = false;
      Origin origin{function, std::move(source)};
      if (found_.insert(origin).second) open_.push_back(std::move(origin));
    }
  }

  Origins run() {
    while (!open_.empty()) {
      const auto origin = open_.back();
      open_.pop_back();
      expand(origin);
    }
    return std::move(found_);
  }

 private:
  void expand(const Origin& origin);
  void expand_storage(const std::string& storage);
  void expand_parameter(unsigned function, unsigned index);
  void expand_result(Site call);
  void expand_exception(Site call);
  void expand_leaving(Site call);
  void add_result_of(unsigned function);
  void add_conditions(unsigned function, const Guards& guards);

  const Flow& flow_;
  Follow follow_;
  Origins found_;
  std::vector<Origin> open_;
  std::set<Decision> decided_;
};

void Flow::Search::expand(const Origin& origin) {
  const auto& source = origin.source;
  switch (source.kind) {
    case SourceKind::storage: return expand_storage(source.symbol);
    case SourceKind::parameter: return expand_parameter(origin.function, source.index);
    case SourceKind::result: return expand_result({origin.function, source.index});
    case SourceKind::exception: return expand_exception({origin.function, source.index});
    case SourceKind::leaving: return expand_leaving({origin.function, source.index});
    case SourceKind::condition:
      if (follow_.control) add(origin.function, flow_.function(origin.function).conditions[source.index].value);
      return;
    case SourceKind::compare:
    case SourceKind::clock:
    case SourceKind::function: return;
  }
}

void Flow::Search::expand_storage(const std::string& storage) {
  const auto known = flow_.facts().storages.find(storage);
  const bool shared_local = known != flow_.facts().storages.end() && known->second.shared_local;
  if (!follow_.storage && !shared_local) return;
  for (const auto& site : flow_.writes_to(storage)) {
    const auto& write = flow_.write(site);
    add(site.function, write.value);
    if (!follow_.execution) continue;
    for (const auto& decision : flow_.decisions(site))
      if (decided_.insert(decision).second) add(decision.function, flow_.value_of(decision));
  }
}

void Flow::Search::expand_parameter(unsigned function, unsigned index) {
  bool known = false;
  for (const auto& caller : flow_.callers(function)) {
    const auto& call = flow_.call(caller.call);
    if (caller.by_callee) {
      for (const auto& argument : call.arguments) add(caller.call.function, argument);
    } else if (index < call.arguments.size()) {
      add(caller.call.function, call.arguments[index]);
      known = true;
    }
  }
  const auto& parameters = flow_.function(function).parameters;
  // Nobody in the submission calls it: its type says what it will be given.
  if (!known && index < parameters.size() && parameters[index].clock)
    add(function, {Source{SourceKind::clock, parameters[index].clock_name,
                          static_cast<unsigned>(*parameters[index].clock), false}});
}

void Flow::Search::add_conditions(unsigned function, const Guards& guards) {
  if (!follow_.control) return;
  for (const auto& guard : guards) add(function, flow_.function(function).conditions[guard.condition].value);
}

/// What a function gives back: its result, and what it writes through its parameters.
void Flow::Search::add_result_of(unsigned function) {
  for (const auto* results : {&flow_.function(function).returns, &flow_.function(function).outputs})
    for (const auto& result : *results) {
      add(function, result.value);
      add_conditions(function, result.guards);
    }
}

void Flow::Search::expand_result(Site site) {
  const auto& call = flow_.call(site);
  const auto& targets = flow_.targets(site);
  for (const unsigned target : targets) add_result_of(target);
  // Which of several functions ran is part of what came of it.
  if (targets.size() > 1 && follow_.control) add(site.function, call.kind == CallKind::indirect ? call.callable : call.receiver);
  const bool foreign = targets.empty() || call.kind == CallKind::virtual_dispatch;
  if (foreign && call.clock && !call.forwards_time)
    add(site.function, {Source{SourceKind::clock, call.clock_name, static_cast<unsigned>(*call.clock), false}});
  if (!targets.empty()) return;
  for (const unsigned handed : flow_.handed(site)) add_result_of(handed);
  add(site.function, call.receiver);
  for (const auto& argument : call.arguments) add(site.function, argument);
}

void Flow::Search::expand_exception(Site site) {
  expand_leaving(site);
  for (const unsigned target : flow_.targets(site)) {
    const auto& calls = flow_.function(target).calls;
    for (unsigned i = 0; i < calls.size(); ++i) add(target, {Source{SourceKind::exception, "", i, false}});
  }
}

void Flow::Search::expand_leaving(Site site) {
  for (const unsigned target : flow_.targets(site)) {
    for (const auto& leave : flow_.function(target).throws) add_conditions(target, leave.guards);
    const auto& calls = flow_.function(target).calls;
    for (unsigned i = 0; i < calls.size(); ++i) {
      if (!flow_.may_throw({target, i})) continue;
      add_conditions(target, calls[i].guards);
      add(target, {Source{SourceKind::leaving, "", i, false}});
    }
  }
}

Origins Flow::reach(unsigned function, const Value& value, Follow follow) const {
  Search search(*this, follow);
  search.add(function, value);
  return search.run();
}

Origins Flow::reach(const Decision& decision, Follow follow) const {
  return reach(decision.function, value_of(decision), follow);
}

Origins Flow::reach(const Decisions& decisions, Follow follow) const {
  Search search(*this, follow);
  for (const auto& decision : decisions) search.add(decision.function, value_of(decision));
  return search.run();
}

std::set<std::string> storages_in(const Origins& origins) {
  std::set<std::string> result;
  for (const auto& origin : origins)
    if (origin.source.kind == SourceKind::storage) result.insert(origin.source.symbol);
  return result;
}

}  // namespace assay::checks
