#include <algorithm>

#include "checks/roles/delivery_idempotency.hpp"

namespace assay::checks {
namespace {

using Atomicity = IdempotentConsumer::Atomicity;
using Eviction = IdempotentConsumer::Eviction;
using Recording = IdempotentConsumer::Recording;

/// The locks that two calls of a function are both under, taken once for both.
bool share_lock(const Call& a, const Call& b) {
  return std::ranges::any_of(a.held, [&](const HeldLock& lock) {
    return std::ranges::any_of(b.held, [&](const HeldLock& other) { return same_place(other.at, lock.at) && other.guard == lock.guard; });
  });
}

/// The lock is let go of and taken again on the way, as to call out.
bool opened_between(const Paths& paths, unsigned f, unsigned from, unsigned to) {
  const auto& function = paths.flow().function(f);
  const auto& first = function.calls[from].held;
  for (unsigned c = 0; c < function.calls.size(); ++c) {
    const auto& call = function.calls[c];
    if (c == from || c == to || call.simple != "unlock") continue;
    if (!first.empty() && paths.leads(f, from, c, {}) && paths.leads(f, c, to, {})) return true;
  }
  return false;
}

bool callers_hold(const Flow& flow, unsigned f) {
  const auto& callers = flow.callers(f);
  return !callers.empty() && std::ranges::all_of(callers, [&](const Caller& caller) { return !flow.call(caller.call).held.empty(); });
}

/// Whether some lock is taken around either access: threads are meant.
bool means_threads(const Paths& paths, unsigned f, Site look, Site put) {
  const auto& flow = paths.flow();
  if (!flow.call(look).held.empty() || !flow.call(put).held.empty()) return true;
  for (const auto& site : {look, put})
    for (const unsigned step : paths.steps_to(f, site))
      if (!flow.call({f, step}).held.empty()) return true;
  return false;
}

/// The steps of a function towards both accesses, in the innermost function that has both.
struct Pair {
  unsigned function;
  unsigned look;
  unsigned put;
};

std::optional<Pair> common_steps(const Paths& paths, unsigned f, Site look, Site put) {
  for (unsigned depth = 0; depth < 8; ++depth) {
    const auto looks = paths.steps_to(f, look);
    const auto puts = paths.steps_to(f, put);
    if (looks.empty() || puts.empty()) return std::nullopt;
    const auto shared = std::ranges::find_if(looks, [&](unsigned step) { return std::ranges::find(puts, step) != puts.end(); });
    if (shared == looks.end() || (f == look.function && f == put.function)) return Pair{f, looks.front(), puts.back()};
    const auto& targets = paths.flow().targets({f, *shared});
    const auto next = std::ranges::find_if(targets, [&](unsigned target) {
      return paths.runs(target, look.function) && paths.runs(target, put.function);
    });
    if (next == targets.end()) return Pair{f, looks.front(), puts.back()};
    f = *next;
  }
  return std::nullopt;
}

bool in_transaction(const Paths& paths, unsigned f) {
  for (unsigned c = 0; c < paths.flow().function(f).calls.size(); ++c)
    if (transaction_step(paths.flow(), {f, c}) == TransactionStep::begin) return true;
  return false;
}

/// The removal is how a failure takes its identity back, and not how the store stays small.
bool is_release(const Paths& paths, const IdempotentConsumer& consumer, const StoreAccess& access) {
  const auto& flow = paths.flow();
  const auto steps = paths.steps_to(consumer.function, access.call);
  if (steps.empty() || !consumer.effect) return false;
  return std::ranges::all_of(steps, [&](unsigned step) {
    const auto& guards = flow.call({consumer.function, step}).guards;
    const auto& order = paths.order(consumer.function);
    const auto effect = order.point_of(StepKind::call, *consumer.effect);
    const auto here = order.point_of(StepKind::call, step);
    if (!effect || !here || !order.reaches(*effect, *here)) return false;
    return !order.reaches(*effect, *here, {}, {.exceptions = false, .repeats = false}) ||
           std::ranges::any_of(guards, [&](const Guard& guard) {
             return paths.outcome_of({consumer.function, *consumer.effect}, guard) == Outcome::failure;
           });
  });
}

/// A size, a number or a time decides whether an entry goes.
bool is_bounding(const Flow& flow, const Stores& stores, Site site, const std::set<std::string>& sized) {
  const auto& function = flow.function(site.function);
  for (const auto& guard : flow.call(site).guards) {
    for (const auto& origin : trace(flow, site.function, function.conditions[guard.condition].value, {.control = true})) {
      if (origin.source.kind == SourceKind::result) {
        const auto& call = flow.call({origin.function, origin.source.index});
        if (call.clock || call.returns_time) return true;
        for (const auto* access : stores.at({origin.function, origin.source.index}))
          if (access->use == StoreUse::size && call.simple != "empty" && sized.contains(access->store)) return true;
      }
      if (origin.source.kind == SourceKind::clock) return true;
      if (origin.source.kind == SourceKind::compare) {
        const auto& compare = flow.compare({origin.function, origin.source.index});
        const bool ordered = compare.kind != CompareKind::equal && compare.kind != CompareKind::not_equal &&
                             compare.kind != CompareKind::truth;
        if (ordered) return true;
      }
    }
  }
  return false;
}

/// The containers that get the same identity in the same function, as a list by age beside a map.
std::set<std::string> companions(const Flow& flow, const Stores& stores, const IdempotentConsumer& consumer) {
  std::set<std::string> result{consumer.store};
  Origins key;
  for (const auto* access : stores.at(consumer.put))
    for (const auto& value : access->given) key.merge(identity_of(flow, trace(flow, consumer.put.function, value)));
  for (const auto& access : stores.all()) {
    if (access.use != StoreUse::put || access.call.function != consumer.put.function || access.is_sql) continue;
    if (access.store.starts_with("local:")) continue;
    Origins given;
    for (const auto& value : access.given) given.merge(identity_of(flow, trace(flow, access.call.function, value)));
    // A log of what was done grows as well, and is another matter.
    const bool removed = std::ranges::any_of(stores.of(consumer.store), [&](const StoreAccess* other) {
      return other->use == StoreUse::erase &&
             std::ranges::any_of(other->given, [&](const Value& value) {
               return storages_in(trace(flow, other->call.function, value)).contains(access.store);
             });
    });
    if (removed && overlap(given, key)) result.insert(access.store);
  }
  return result;
}

}  // namespace

void judge_atomicity(const Paths& paths, const Stores& stores, IdempotentConsumer& consumer) {
  const auto& flow = paths.flow();
  if (consumer.number) {
    const auto& calls = flow.function(consumer.function).calls;
    const bool locked = std::ranges::any_of(calls, [](const Call& call) { return !call.held.empty(); });
    if (locked || callers_hold(flow, consumer.function)) consumer.atomicity = Atomicity::one_lock;
    return;
  }
  if (consumer.look == consumer.put) {
    consumer.atomicity = Atomicity::one_step;
    return;
  }
  const auto pair = common_steps(paths, consumer.function, consumer.look, consumer.put);
  if (!pair) return;
  const auto& function = flow.function(pair->function);
  if (share_lock(function.calls[pair->look], function.calls[pair->put])) {
    consumer.atomicity = opened_between(paths, pair->function, pair->look, pair->put) ? Atomicity::split : Atomicity::one_lock;
    return;
  }
  if (callers_hold(flow, pair->function)) {
    consumer.atomicity = Atomicity::one_lock;
    return;
  }
  const auto accesses = stores.at(consumer.look);
  if (!accesses.empty() && accesses.front()->is_sql) {
    consumer.atomicity = Atomicity::unknown;
    return;
  }
  if (means_threads(paths, consumer.function, consumer.look, consumer.put)) consumer.atomicity = Atomicity::split;
}

void judge_eviction(const Paths& paths, const Stores& stores, IdempotentConsumer& consumer) {
  const auto& flow = paths.flow();
  consumer.eviction_at = stores.place_of(consumer.store);
  if (consumer.number) {
    consumer.eviction = Eviction::bounded;
    return;
  }
  if (consumer.store.starts_with("call:")) {
    if (std::ranges::any_of(flow.call(consumer.look).argument_types, &Type::is_time) ||
        std::ranges::any_of(flow.call(consumer.put).argument_types, &Type::is_time))
      consumer.eviction = Eviction::bounded;
    return;
  }
  consumer.eviction = Eviction::bounded;
  const auto all = companions(flow, stores, consumer);
  for (const auto& store : all) {
    const auto known = flow.facts().storages.find(store);
    bool bounded = known != flow.facts().storages.end() && known->second.type.name.find("circular_buffer") != std::string::npos;
    bool removes = false;
    for (const auto* access : stores.of(store)) {
      if (access->expires) bounded = true;
      const bool goes = access->use == StoreUse::take || access->use == StoreUse::erase || access->use == StoreUse::clear;
      if (!goes || is_release(paths, consumer, *access)) continue;
      removes = true;
      if (access->is_sql || is_bounding(flow, stores, access->call, all)) bounded = true;
      if (bounded) consumer.eviction_at = flow.call(access->call).at;
    }
    if (bounded) continue;
    // Emptied on a condition that never holds with an entry there is as good as never.
    consumer.eviction_at = stores.place_of(store).line > 0 ? stores.place_of(store) : consumer.put_at;
    bool sized = !removes;
    for (const auto* access : stores.of(store)) {
      const bool goes = access->use == StoreUse::take || access->use == StoreUse::erase || access->use == StoreUse::clear;
      if (goes && access->call.function == consumer.put.function && !flow.call(access->call).guards.empty()) sized = true;
    }
    consumer.eviction = sized ? Eviction::grows : Eviction::unknown;
    return;
  }
}

namespace {

/// Whether the recorded identity is removed again where the effect fails, in each of the
/// ways in which it can fail.
bool takes_back(const Paths& paths, const Stores& stores, const IdempotentConsumer& consumer) {
  const auto& flow = paths.flow();
  const unsigned f = consumer.function;
  const auto& effect = flow.call({f, *consumer.effect});
  const auto& order = paths.order(f);
  const auto from = order.point_of(StepKind::call, *consumer.effect);
  if (!from) return false;
  bool normal = false;
  bool thrown = false;
  const auto visit = [&](unsigned step) {
    const auto to = order.point_of(StepKind::call, step);
    if (!to || !order.reaches(*from, *to)) return;
    if (order.reaches(*from, *to, {}, {.exceptions = false, .repeats = false})) normal = true;
    else thrown = true;
  };
  for (const auto* access : stores.of(consumer.store))
    if (access->use == StoreUse::erase || access->use == StoreUse::take || access->use == StoreUse::clear)
      for (const unsigned step : paths.steps_to(f, access->call)) visit(step);
  if (consumer.store.starts_with("call:")) {
    const auto& calls = flow.function(f).calls;
    for (unsigned c = 0; c < calls.size(); ++c)
      if (calls[c].receiver == flow.call(consumer.look).receiver && Site{f, c} != consumer.look) visit(c);
  }
  const bool answers = effect.type.is_bool || effect.type.is_enum;
  return answers ? normal : normal || thrown;
}

/// A destructor that takes the identity back unless told otherwise.
bool has_guard_object(const Paths& paths, const Stores& stores, const IdempotentConsumer& consumer) {
  for (const auto* access : stores.of(consumer.store)) {
    const bool goes = access->use == StoreUse::erase || access->use == StoreUse::take;
    if (!goes) continue;
    for (unsigned f = 0; f < paths.flow().function_count(); ++f)
      if (paths.flow().function(f).is_destructor && paths.runs(f, access->call.function)) return true;
  }
  return false;
}

bool is_swallowed(const Paths& paths, const IdempotentConsumer& consumer, unsigned put) {
  const auto& order = paths.order(consumer.function);
  const auto to = order.point_of(StepKind::call, put);
  const auto from = order.point_of(StepKind::call, *consumer.effect);
  if (!to || !from || !paths.flow().call({consumer.function, *consumer.effect}).in_try) return false;
  for (const auto& handler : paths.flow().function(consumer.function).handlers)
    if (order.reaches(*from, Point{handler.block, 0}) &&
        order.reaches(Point{handler.block, 0}, *to, {}, {.exceptions = false, .repeats = false}))
      return true;
  return false;
}

}  // namespace

void judge_recording(const Paths& paths, const Stores& stores, IdempotentConsumer& consumer) {
  const auto& flow = paths.flow();
  const unsigned f = consumer.function;
  if (consumer.filter) return;
  if (!consumer.effect) {
    consumer.recording = Recording::after;
    return;
  }
  if (consumer.number) {
    const auto& order = paths.order(f);
    const auto put = order.point_of(StepKind::write, consumer.put.index);
    const auto effect = order.point_of(StepKind::call, *consumer.effect);
    if (!put || !effect) return;
    const Ways ways{.exceptions = false, .repeats = false};
    if (order.reaches(*effect, *put, {}, ways)) consumer.recording = Recording::after;
    else if (order.reaches(*put, *effect, {}, ways)) consumer.recording = Recording::before;
    return;
  }
  if (in_transaction(paths, f)) {
    consumer.recording = Recording::together;
    return;
  }
  const auto puts = paths.steps_to(f, consumer.put);
  if (puts.empty()) return;
  const unsigned put = puts.front();
  if (paths.leads(f, *consumer.effect, put) && consumer.look != consumer.put) {
    const auto& guards = flow.call({f, put}).guards;
    const auto& effect = flow.call({f, *consumer.effect});
    bool depends = false;
    for (const auto& guard : guards)
      for (const auto& origin : trace(flow, f, flow.function(f).conditions[guard.condition].value, {.callers = false, .control = true}))
        if (origin.function == f && origin.source.index == *consumer.effect &&
            (origin.source.kind == SourceKind::result || origin.source.kind == SourceKind::exception ||
             origin.source.kind == SourceKind::leaving))
          depends = depends || origin.source.kind == SourceKind::result || effect.returns_void;
    if (is_swallowed(paths, consumer, put)) consumer.recording = Recording::regardless;
    else if (depends || effect.returns_void) consumer.recording = Recording::after;
    else if (effect.type.is_bool) consumer.recording = Recording::regardless;
    else consumer.recording = Recording::after;
    return;
  }
  const auto& effect = flow.call({f, *consumer.effect});
  const bool may_fail = effect.kind == CallKind::virtual_dispatch || effect.kind == CallKind::indirect ||
                        flow.may_throw({f, *consumer.effect}) || effect.type.is_bool || flow.targets({f, *consumer.effect}).empty();
  if (takes_back(paths, stores, consumer) || has_guard_object(paths, stores, consumer)) consumer.recording = Recording::taken_back;
  else if (may_fail) consumer.recording = Recording::before;
}

}  // namespace assay::checks
