#include "checks/roles/flow.hpp"

namespace assay::checks {

/// One search; a worklist of origins, each expanded once.
class Flow::Search {
 public:
  Search(const Flow& flow, Follow follow) : flow_(flow), follow_(follow) {}

  void add(unsigned function, const Value& value) {
    for (auto source : value) {
      if (source.control && !follow_.control) continue;
      if (is_detail(source.kind) && !follow_.details) continue;
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
  void expand_local(unsigned function, unsigned local);
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
    case SourceKind::function:
    case SourceKind::literal:
    case SourceKind::operation: return;
    case SourceKind::local: return expand_local(origin.function, source.index);
  }
}

void Flow::Search::expand_storage(const std::string& storage) {
  const auto known = flow_.facts().storages.find(storage);
  const bool shared_local = known != flow_.facts().storages.end() && known->second.shared_local;
  if (!follow_.storage && !shared_local) return;
  if (known != flow_.facts().storages.end()) add(0, known->second.initial);
  for (const auto& site : flow_.writes_to(storage)) {
    const auto& write = flow_.write(site);
    add(site.function, write.value);
    if (!follow_.execution) continue;
    for (const auto& decision : flow_.decisions(site))
      if (decided_.insert(decision).second) add(decision.function, flow_.value_of(decision));
  }
}

/// Only the writes of a local variable tell what `x *= 2` makes of it.
void Flow::Search::expand_local(unsigned function, unsigned local) {
  for (const auto& write : flow_.function(function).local_writes)
    if (write.local == local) add(function, write.value);
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
  if (targets.size() > 1 && follow_.control)
    add(site.function, call.kind == CallKind::indirect ? call.callable : call.receiver);
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

}  // namespace assay::checks
