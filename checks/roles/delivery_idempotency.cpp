#include "checks/roles/delivery_idempotency.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

/// What of a message a value has: which message, and which of its fields.
struct Parts {
  Origins identity;
  std::set<std::string> fields;
};

/// Where an identity is looked up, and what is asked for.
struct Lookup {
  const StoreAccess* access = nullptr;   ///< of a store of the submission's, or in its text
  std::string store;
  Site call;
  std::vector<Value> key;
  unsigned key_function = 0;
};

class Finder {
 public:
  Finder(const Paths& paths, const Stores& stores) : paths_(paths), flow_(paths.flow()), stores_(stores) {}

  std::vector<IdempotentConsumer> run() {
    for (unsigned f = 0; f < flow_.function_count(); ++f) look_at(f);
    for (unsigned f = 0; f < flow_.function_count(); ++f)
      if (flow_.function(f).result.is_bool && !flow_.function(f).is_lambda) look_at_filter(f);
    return std::move(found_);
  }

 private:
  void look_at(unsigned f);
  void look_at(unsigned f, const Guard& guard);
  void look_at_filter(unsigned f);
  void try_lookup(unsigned f, const Guard& guard, const Lookup& lookup);
  void try_number(unsigned f, const Guard& guard, Site compare);
  std::vector<Lookup> lookups(unsigned f, const Guard& guard) const;
  std::optional<Lookup> foreign_lookup(unsigned f, unsigned c) const;
  [[nodiscard]] Parts parts_of(unsigned f, const std::vector<Value>& values, const std::set<Site>& stop = {}) const;
  [[nodiscard]] bool is_more(const Parts& whole, const Parts& key) const;
  [[nodiscard]] bool comes_from_outside(unsigned f, const Parts& key) const;
  [[nodiscard]] bool walks(unsigned f) const;
  [[nodiscard]] std::optional<unsigned> effect_call(unsigned f, const Guard& guard, const Lookup& lookup, const Parts& key) const;
  [[nodiscard]] const Write* effect_write(unsigned f, const Guard& guard, const std::string& store, const Parts& key) const;
  [[nodiscard]] std::vector<Site> puts_of(unsigned f, const Lookup& lookup, const Parts& key, std::optional<unsigned> effect) const;
  void add(IdempotentConsumer consumer);

  const Paths& paths_;
  const Flow& flow_;
  const Stores& stores_;
  std::vector<IdempotentConsumer> found_;
};

Parts Finder::parts_of(unsigned f, const std::vector<Value>& values, const std::set<Site>& stop) const {
  Parts result;
  for (const auto& value : values) {
    const auto origins = trace(flow_, f, value, {stop});
    result.identity.merge(identity_of(flow_, origins));
    // A member that is asked, as another's classes have it, stands for a field.
    for (const auto& origin : origins) {
      if (origin.source.kind != SourceKind::result) continue;
      const auto& call = flow_.call({origin.function, origin.source.index});
      if (!call.of_std && call.arguments.empty() && !call.receiver.empty() && flow_.targets({origin.function, origin.source.index}).empty())
        result.fields.insert("get " + call.simple);
    }
    for (const auto& storage : storages_in(origins)) {
      const auto known = flow_.facts().storages.find(storage);
      if (known == flow_.facts().storages.end() || !known->second.is_field) continue;
      // The consumer's own members are no part of a message.
      if (known->second.owner != flow_.function(f).record || known->second.owner.empty()) result.fields.insert(storage);
    }
  }
  return result;
}

/// Whether a value has parts of the key's message beside the key.
bool Finder::is_more(const Parts& whole, const Parts& key) const {
  if (whole.identity.empty()) return false;
  const bool same = overlap(whole.identity, key.identity);
  if (same && whole.fields.empty() && !key.fields.empty()) return true;
  if (same && std::ranges::any_of(whole.fields, [&](const auto& field) { return !key.fields.contains(field); })) return true;
  return std::ranges::any_of(whole.identity, [&](const Origin& origin) {
    if (key.identity.contains(origin) || origin.source.kind != SourceKind::parameter) return false;
    // Of the same function as the key: `handle(id, body)`.
    return std::ranges::any_of(key.identity, [&](const Origin& other) {
      return other.source.kind == SourceKind::parameter && other.function == origin.function &&
             !flow_.function(origin.function).parameters[origin.source.index].type.is_callable;
    });
  });
}

bool Finder::comes_from_outside(unsigned f, const Parts& key) const {
  return std::ranges::any_of(key.identity, [&](const Origin& origin) {
    if (origin.source.kind == SourceKind::parameter) return true;
    if (origin.source.kind == SourceKind::result) return !flow_.call({origin.function, origin.source.index}).of_std;
    // A message that was taken from a queue.
    if (origin.source.kind != SourceKind::local || origin.function != f) return false;
    return std::ranges::any_of(stores_.all(), [&](const StoreAccess& access) {
      return access.use == StoreUse::take && access.call.function == f;
    });
  });
}

/// A walk through a graph: it calls itself, or adds to what it takes from.
bool Finder::walks(unsigned f) const {
  for (unsigned c = 0; c < flow_.function(f).calls.size(); ++c)
    for (const unsigned target : flow_.targets({f, c}))
      if (paths_.runs(target, f)) return true;
  for (const auto& taken : stores_.all())
    if (taken.call.function == f && taken.use == StoreUse::take)
      for (const auto& put : stores_.all())
        if (put.call.function == f && put.use == StoreUse::put && put.store == taken.store &&
            !paths_.order(f).loops_around(paths_.order(f).point_of(StepKind::call, put.call.index).value_or(Point{})).empty())
          return true;
  return false;
}

/// A store of another's that is asked with a key, and told of it or given a time to keep it.
std::optional<Lookup> Finder::foreign_lookup(unsigned f, unsigned c) const {
  const Site site{f, c};
  const auto& call = flow_.call(site);
  if (call.of_std || call.receiver.empty() || call.arguments.empty() || !stores_.at(site).empty()) return std::nullopt;
  if (!flow_.targets(site).empty() || !call.type.is_bool) return std::nullopt;
  const auto receivers = storages_in(flow_.reach(f, call.receiver, {}));
  if (receivers.empty()) return std::nullopt;
  return Lookup{nullptr, "call:" + *receivers.begin(), site, call.arguments, f};
}

std::vector<Lookup> Finder::lookups(unsigned f, const Guard& guard) const {
  std::vector<Lookup> result;
  const auto& condition = flow_.function(f).conditions[guard.condition];
  for (const auto& origin : trace(flow_, f, condition.value, {.callers = false, .control = true})) {
    if (origin.source.kind != SourceKind::result) continue;
    const Site site{origin.function, origin.source.index};
    for (const auto* access : stores_.at(site)) {
      const bool asks = access->use == StoreUse::look || (access->use == StoreUse::put && access->tells_news) ||
                        (access->is_sql && access->use == StoreUse::read);
      if (asks && !access->store.starts_with("local:")) result.push_back({access, access->store, site, access->given, origin.function});
    }
    if (origin.function == f)
      if (auto foreign = foreign_lookup(f, origin.source.index)) result.push_back(std::move(*foreign));
  }
  // A statement that is prepared, stepped and asked in one helper; its text names the store.
  for (const auto& source : condition.value) {
    if (source.kind != SourceKind::result || source.control) continue;
    for (const unsigned target : flow_.targets({f, source.index}))
      for (const auto& access : stores_.all())
        if (access.is_sql && access.call.function == target && (access.tells_news || access.use == StoreUse::read))
          result.push_back({&access, access.store, access.call, flow_.call({f, source.index}).arguments, f});
  }
  return result;
}

/// The first call under the guard that is given more of the message than its key.
std::optional<unsigned> Finder::effect_call(unsigned f, const Guard& guard, const Lookup& lookup, const Parts& key) const {
  const auto& function = flow_.function(f);
  for (unsigned c = 0; c < function.calls.size(); ++c) {
    const auto& call = function.calls[c];
    const Site site{f, c};
    if (std::ranges::find(call.guards, guard) == call.guards.end()) continue;
    if (call.of_std && call.kind != CallKind::indirect) continue;
    if (call.kind == CallKind::construction || call.kind == CallKind::destruction || site == lookup.call) continue;
    if (!stores_.at(site).empty() && !stores_.at(site).front()->is_sql) continue;
    if (is_logging(flow_, site) || call.clock || call.returns_time) continue;
    const bool of_store = std::ranges::any_of(stores_.at(site), [&](const StoreAccess* access) { return access->store == lookup.store; });
    if (of_store) continue;
    const bool asks = lookup.call.index < flow_.function(lookup.call.function).calls.size();
    // What looks at the store's answer is part of the look.
    const auto of_answer = [&](const Value& value) {
      return trace(flow_, f, value, {.callers = false}).contains(Origin{lookup.call.function, Source{SourceKind::result, "", lookup.call.index, false}});
    };
    if (asks && lookup.call.function == f && std::ranges::any_of(call.arguments, of_answer)) continue;
    if (asks && call.callee == flow_.call(lookup.call).callee && !call.callee.empty()) continue;
    if (is_more(parts_of(f, call.arguments), key)) return c;
  }
  return std::nullopt;
}

/// A change of state that takes more of the message than its key.
const Write* Finder::effect_write(unsigned f, const Guard& guard, const std::string& store, const Parts& key) const {
  for (const auto& write : flow_.function(f).writes) {
    if (write.initialises || !write.accumulates || write.storage == store) continue;
    if (std::ranges::find(write.guards, guard) == write.guards.end()) continue;
    const auto known = flow_.facts().storages.find(write.storage);
    if (known == flow_.facts().storages.end() || known->second.shared_local) continue;
    if (is_more(parts_of(f, {write.value}), key)) return &write;
  }
  return nullptr;
}

/// Where the identity is recorded. What is recorded is the identity, a time, or the effect's
/// answer; a store that keeps the message itself is a register or a cache.
std::vector<Site> Finder::puts_of(unsigned f, const Lookup& lookup, const Parts& key, std::optional<unsigned> effect) const {
  std::vector<Site> result;
  if (lookup.access != nullptr && lookup.access->use == StoreUse::put) return {lookup.call};
  std::set<Site> stop;
  if (effect) stop.insert({f, *effect});
  if (lookup.access == nullptr) {
    const auto& function = flow_.function(f);
    for (unsigned c = 0; c < function.calls.size(); ++c) {
      const auto& call = function.calls[c];
      if (Site{f, c} == lookup.call || call.receiver != flow_.call(lookup.call).receiver || call.of_std || effect == c) continue;
      if (call.is_const) continue;
      if (overlap(parts_of(f, call.arguments).identity, key.identity) && !is_more(parts_of(f, call.arguments, stop), key))
        result.push_back({f, c});
    }
    return result;
  }
  for (const auto* access : stores_.of(lookup.store)) {
    if (access->use != StoreUse::put || paths_.steps_to(f, access->call).empty()) continue;
    const auto given = parts_of(access->call.function, access->given, stop);
    if (!overlap(given.identity, key.identity) || is_more(given, key)) continue;
    result.push_back(access->call);
  }
  return result;
}

void Finder::try_lookup(unsigned f, const Guard& guard, const Lookup& lookup) {
  const auto key = parts_of(lookup.key_function, lookup.key);
  if (key.identity.empty() || !comes_from_outside(f, key) || walks(f)) return;
  const auto effect = effect_call(f, guard, lookup, key);
  const auto* write = effect ? nullptr : effect_write(f, guard, lookup.store, key);
  if (!effect && write == nullptr) return;
  auto puts = puts_of(f, lookup, key, effect);
  const bool timed = lookup.access == nullptr && std::ranges::any_of(flow_.call(lookup.call).argument_types, &Type::is_time);
  if (puts.empty() && timed) puts.push_back(lookup.call);
  if (puts.empty()) return;
  // A list of what failed is no record of what was done.
  if (effect)
    for (const auto& put : puts)
      for (const unsigned step : paths_.steps_to(f, put))
        for (const auto& told : flow_.call({f, step}).guards)
          if (paths_.outcome_of({f, *effect}, told) == Outcome::failure) return;
  IdempotentConsumer consumer;
  consumer.store = lookup.store;
  consumer.name = lookup.access == nullptr ? flow_.call(lookup.call).name : stores_.name_of(lookup.store);
  consumer.function = f;
  consumer.look = lookup.call;
  consumer.put = puts.front();
  consumer.effect = effect;
  consumer.effect_at = effect ? flow_.call({f, *effect}).at : write->at;
  add(std::move(consumer));
}

/// `if (message.n <= last) return; …; last = message.n;`
void Finder::try_number(unsigned f, const Guard& guard, Site site) {
  const auto& compare = flow_.compare(site);
  const bool ordered = compare.kind == CompareKind::less || compare.kind == CompareKind::less_equal ||
                       compare.kind == CompareKind::greater || compare.kind == CompareKind::greater_equal;
  if ((!ordered && compare.kind != CompareKind::equal) || !compare.arithmetic || walks(f)) return;
  for (const bool left : {true, false}) {
    const auto& given = left ? compare.left : compare.right;
    const auto& kept = left ? compare.right : compare.left;
    const auto has_operation = [](const Value& value) {
      return std::ranges::any_of(value, [](const Source& source) { return source.kind == SourceKind::operation; });
    };
    if (has_operation(given)) continue;
    const auto key = parts_of(site.function, {given});
    if (key.identity.empty() || !comes_from_outside(f, key)) continue;
    for (const auto& storage : storages_in(trace(flow_, site.function, kept, {.callers = false}))) {
      const auto known = flow_.facts().storages.find(storage);
      if (known == flow_.facts().storages.end() || key.fields.contains(storage)) continue;
      for (const auto& at : flow_.writes_to(storage)) {
        const auto& write = flow_.write(at);
        if (write.initialises || at.function != f) continue;
        // An equal number is looked for among several: an element of a ring is written.
        if (!ordered && !write.accumulates) continue;
        const auto written = parts_of(at.function, {write.value});
        if (!overlap(written.identity, key.identity) || written.fields != key.fields) continue;
        const auto effect = effect_call(f, guard, {nullptr, storage, {f, ~0U}, {}, f}, key);
        const auto* change = effect ? nullptr : effect_write(f, guard, storage, key);
        if (!effect && change == nullptr) continue;
        IdempotentConsumer consumer;
        consumer.store = storage;
        consumer.name = known->second.name;
        consumer.function = f;
        consumer.look = site;
        consumer.put = at;
        consumer.look_at = compare.at;
        consumer.put_at = write.at;
        consumer.number = true;
        consumer.effect = effect;
        consumer.effect_at = effect ? flow_.call({f, *effect}).at : change->at;
        add(std::move(consumer));
        return;
      }
    }
  }
}

void Finder::look_at(unsigned f, const Guard& guard) {
  for (const auto& lookup : lookups(f, guard)) try_lookup(f, guard, lookup);
  const auto& condition = flow_.function(f).conditions[guard.condition];
  for (const auto& origin : trace(flow_, f, condition.value, {.callers = false, .control = true}))
    if (origin.source.kind == SourceKind::compare) try_number(f, guard, {origin.function, origin.source.index});
}

void Finder::look_at(unsigned f) {
  std::set<Guard> guards;
  for (const auto& call : flow_.function(f).calls) guards.insert(call.guards.begin(), call.guards.end());
  for (const auto& write : flow_.function(f).writes) guards.insert(write.guards.begin(), write.guards.end());
  for (const auto& guard : guards)
    if (flow_.function(f).conditions[guard.condition].kind != ConditionKind::leaving) look_at(f, guard);
}

/// A filter by itself: a function that tells whether a key is new, records it, and lets old
/// ones go by size or time. What it guards is not in the submission.
void Finder::look_at_filter(unsigned f) {
  const auto& function = flow_.function(f);
  Origins told;
  for (const auto& result : function.returns) {
    told.merge(trace(flow_, f, result.value, {.callers = false, .control = true}));
    for (const auto& guard : result.guards)
      told.merge(trace(flow_, f, function.conditions[guard.condition].value, {.callers = false, .control = true}));
  }
  for (const auto& origin : told) {
    if (origin.source.kind != SourceKind::result) continue;
    for (const auto* access : stores_.at({origin.function, origin.source.index})) {
      const bool asks = access->use == StoreUse::look || (access->use == StoreUse::put && access->tells_news);
      if (!asks || access->is_sql || access->store.starts_with("local:")) continue;
      const Lookup lookup{access, access->store, access->call, access->given, origin.function};
      const auto key = parts_of(lookup.key_function, lookup.key);
      const bool given = std::ranges::any_of(key.identity, [&](const Origin& part) {
        return part.function == f && part.source.kind == SourceKind::parameter;
      });
      const auto uses = stores_.of(access->store);
      const bool updated = std::ranges::any_of(uses, [](const StoreAccess* use) { return use->use == StoreUse::update; });
      if (!given || updated || walks(f)) continue;
      const auto puts = puts_of(f, lookup, key, std::nullopt);
      if (puts.empty()) continue;
      IdempotentConsumer consumer;
      consumer.store = access->store;
      consumer.name = stores_.name_of(access->store);
      consumer.function = f;
      consumer.look = access->call;
      consumer.put = puts.front();
      consumer.filter = true;
      judge_eviction(paths_, stores_, consumer);
      const bool known = std::ranges::any_of(found_, [&](const auto& other) { return other.store == consumer.store; });
      if (consumer.eviction == IdempotentConsumer::Eviction::bounded && !known) add(std::move(consumer));
    }
  }
}

void Finder::add(IdempotentConsumer consumer) {
  const bool known = std::ranges::any_of(found_, [&](const IdempotentConsumer& other) {
    return other.store == consumer.store && other.function == consumer.function;
  });
  if (known) return;
  if (!consumer.number) {
    consumer.look_at = flow_.call(consumer.look).at;
    consumer.put_at = flow_.call(consumer.put).at;
  }
  judge_atomicity(paths_, stores_, consumer);
  judge_eviction(paths_, stores_, consumer);
  judge_recording(paths_, stores_, consumer);
  found_.push_back(std::move(consumer));
}

}  // namespace

std::vector<IdempotentConsumer> find_idempotent_consumers(const Paths& paths, const Stores& stores) {
  return Finder(paths, stores).run();
}

}  // namespace assay::checks
