#include "checks/roles/event_sourcing.hpp"

#include <algorithm>

#include "checks/roles/event_sourcing_folds.hpp"
#include "checks/roles/event_sourcing_stores.hpp"
#include "checks/roles/order.hpp"

namespace assay::checks {

std::vector<const Aggregate*> EventSourcing::deciding() const {
  std::vector<const Aggregate*> result;
  for (const auto& aggregate : aggregates)
    if (aggregate.decides) result.push_back(&aggregate);
  return result;
}

bool moves_pointer(const Function& function, const Write& write) {
  return std::ranges::any_of(function.local_writes, [&](const LocalWrite& local) {
    const auto& type = function.locals[local.local].type;
    return type.is_pointer && !type.is_reference && local.at.line == write.at.line && local.at.column == write.at.column &&
           local.target == write.target && std::ranges::none_of(write.target, [&](const Source& s) { return s.kind == SourceKind::storage && s.symbol == write.storage; });
  });
}

std::set<unsigned> run_by(const Flow& flow, Site call) {
  std::set<unsigned> functions;
  for (const unsigned target : flow.targets(call)) functions.insert(target);
  if (flow.call(call).runs_in_place)
    for (const unsigned handed : flow.handed(call)) functions.insert(handed);
  return run_within(flow, std::move(functions), call.function);
}

namespace {

/// A helper that is given what to do, by many, does for one caller only what that one gave it:
/// the lambdas that stand in the functions that run.
bool may_be_given(const Flow& flow, Site call, unsigned target, const std::set<std::string>& running) {
  const auto& enclosing = flow.function(target).enclosing;
  if (flow.call(call).kind != CallKind::indirect || enclosing.empty()) return true;
  const auto& callable = flow.call(call).callable;
  const bool parameter = std::ranges::any_of(callable, [](const Source& s) { return s.kind == SourceKind::parameter; });
  const bool kept = std::ranges::any_of(callable, [](const Source& s) { return s.kind == SourceKind::storage; });
  return !parameter || kept || running.contains(enclosing);
}

}  // namespace

std::set<unsigned> run_within(const Flow& flow, std::set<unsigned> functions, std::optional<unsigned> from) {
  std::set<std::string> running;
  if (from) running.insert(flow.function(*from).id);
  for (const unsigned f : functions) running.insert(flow.function(f).id);
  std::vector<unsigned> open(functions.begin(), functions.end());
  std::vector<std::pair<Site, unsigned>> withheld;
  const auto run = [&](unsigned target) {
    if (!functions.insert(target).second) return;
    running.insert(flow.function(target).id);
    open.push_back(target);
  };
  while (!open.empty()) {
    const unsigned f = open.back();
    open.pop_back();
    for (unsigned c = 0; c < flow.function(f).calls.size(); ++c) {
      const Site site{f, c};
      for (const unsigned target : flow.targets(site))
        if (may_be_given(flow, site, target, running)) run(target);
        else withheld.emplace_back(site, target);
      if (flow.call(site).runs_in_place)
        for (const unsigned handed : flow.handed(site)) run(handed);
    }
    if (!open.empty()) continue;
    for (const auto& [site, target] : std::vector(withheld))
      if (may_be_given(flow, site, target, running)) run(target);
  }
  return functions;
}

std::set<unsigned> callers_of(const Flow& flow, std::set<unsigned> functions) {
  std::vector<unsigned> open(functions.begin(), functions.end());
  while (!open.empty()) {
    const unsigned f = open.back();
    open.pop_back();
    for (const auto& caller : flow.callers(f))
      if (caller.in_place && functions.insert(caller.call.function).second) open.push_back(caller.call.function);
  }
  return functions;
}

bool makes_event(const Flow& flow, const EventFamily& family, unsigned f) {
  const auto& function = flow.function(f);
  if (!family.is_event(function.result) && !family.is_container(function.result)) return false;
  const bool fills = std::ranges::any_of(function.writes, [&](const Write& write) {
    return write.initialises && family.owns(flow.facts(), write.storage);
  });
  return fills || std::ranges::any_of(function.calls, [&](const Call& call) {
           return call.kind == CallKind::construction && family.records.contains(call.type.record);
         });
}

const Place& place_of(const Flow& flow, const Append& append) {
  return append.by_write ? flow.write(append.at).at : flow.call(append.at).at;
}

const Guards& guards_of(const Flow& flow, const Append& append) {
  return append.by_write ? flow.write(append.at).guards : flow.call(append.at).guards;
}

namespace {

/// Works one family of events out.
class Recogniser {
 public:
  Recogniser(const Flow& flow, const TableRequests& requests, EventFamily family) : flow_(flow), requests_(requests) {
    result_.family = std::move(family);
    result_.requests = requests.all();
  }

  EventSourcing run() {
    auto folds = find_folds(flow_, result_.family);
    if (folds.empty()) return {};
    for (const auto& fold : folds) {
      result_.stores.insert(fold.sources.begin(), fold.sources.end());
      result_.from_outside = result_.from_outside || fold.from_outside;
    }
    find_tables(folds);
    group(std::move(folds));
    keep_given();
    drop_buffers();
    find_appends();
    find_live();
    unsigned closest = 1;
    for (auto& aggregate : result_.aggregates) closest = std::max(closest, aggregate.tie = tie(aggregate));
    // Who decides may be in files that were not submitted: a log that outlives the program
    // and is read back is no by-product.
    if (is_durable() && std::ranges::all_of(result_.aggregates, [](const Aggregate& a) { return a.tie == 0; })) closest = 0;
    for (auto& aggregate : result_.aggregates) aggregate.decides = aggregate.tie == closest;
    if (result_.deciding().empty()) return {};
    return std::move(result_);
  }

 private:
  void group(std::vector<Fold> folds);
  void keep_given();
  void drop_buffers();
  void find_tables(const std::vector<Fold>& folds);
  void find_appends();
  void find_puts();
  void find_live();
  unsigned tie(const Aggregate& aggregate) const;
  bool reads_state(unsigned function, const Aggregate& aggregate) const;
  bool is_loading(const Append& append) const;
  bool is_of_other_table(const Append& append) const;
  bool is_of_other_service(const Append& append) const;
  bool is_durable() const;
  void note_cache(const Append& append);

  const Flow& flow_;
  const TableRequests& requests_;
  EventSourcing result_;
};

void Recogniser::group(std::vector<Fold> folds) {
  for (auto& fold : folds) {
    Aggregate merged;
    std::vector<Aggregate> rest;
    const auto absorb = [&](Aggregate& other) {
      merged.folds.insert(merged.folds.end(), other.folds.begin(), other.folds.end());
      merged.applies.merge(other.applies);
      merged.state.merge(other.state);
      merged.counters.merge(other.counters);
    };
    for (auto& aggregate : result_.aggregates) {
      const bool shares = std::ranges::any_of(fold.state, [&](const auto& s) { return aggregate.state.contains(s); });
      if (shares) absorb(aggregate);
      else rest.push_back(std::move(aggregate));
    }
    merged.applies.insert(fold.applies.begin(), fold.applies.end());
    merged.state.insert(fold.state.begin(), fold.state.end());
    merged.counters.insert(fold.counters.begin(), fold.counters.end());
    merged.folds.push_back(std::move(fold));
    rest.push_back(std::move(merged));
    result_.aggregates = std::move(rest);
  }
  for (auto& aggregate : result_.aggregates) {
    for (const auto& state : aggregate.state) aggregate.counters.erase(state);
    for (const auto& state : aggregate.state)
      if (const auto& owner = flow_.facts().storages.at(state).owner; !owner.empty()) aggregate.owners.insert(owner);
  }
}

/// An event that is read from a file into memory is stored already.
bool Recogniser::is_loading(const Append& append) const {
  if (append.by_write || append.to_outside) return false;
  const auto& function = flow_.function(append.at.function);
  const Order order(function);
  const auto at = order.point_of(StepKind::call, append.at.index);
  if (!at) return false;
  for (const unsigned loop : order.loops_around(*at))
    for (unsigned c = 0; c < function.calls.size(); ++c) {
      const auto other = order.point_of(StepKind::call, c);
      if (!other || !order.loops()[loop].blocks.contains(other->block) || !is_outside_read(function.calls[c])) continue;
      if (function.calls[c].kind == CallKind::direct || flow_.targets({append.at.function, c}).empty()) return true;
    }
  return false;
}

/// The events that a replay is given and that it keeps: `events_ = std::move(events)`.
void Recogniser::keep_given() {
  for (const auto& aggregate : result_.aggregates)
    for (const auto& fold : aggregate.folds)
      for (const auto& write : flow_.function(fold.function).writes) {
        const auto known = flow_.facts().storages.find(write.storage);
        if (known == flow_.facts().storages.end() || !known->second.is_field || !result_.family.is_container(known->second.type)) continue;
        const bool given = std::ranges::any_of(write.value, [&](const Source& source) {
          return source.kind == SourceKind::parameter &&
                 result_.family.is_container(flow_.function(fold.function).parameters[source.index].type);
        });
        if (given) result_.stores.insert(write.storage);
      }
}

/// What the aggregate collects for the store is emptied as a whole once it is stored.
void Recogniser::drop_buffers() {
  std::set<std::string> owners;
  for (const auto& aggregate : result_.aggregates)
    for (const auto& owner : aggregate.owners) {
      owners.insert(owner);
      if (const auto known = flow_.facts().classes.find(owner); known != flow_.facts().classes.end())
        owners.insert(known->second.bases.begin(), known->second.bases.end());
    }
  std::erase_if(result_.stores, [&](const std::string& store) {
    if (!owners.contains(flow_.facts().storages.at(store).owner)) return false;
    return std::ranges::any_of(flow_.writes_to(store), [&](Site site) {
      const auto& write = flow_.write(site);
      if (write.initialises || flow_.function(site.function).is_constructor || has_origin(write.value)) return false;
      const auto& function = flow_.function(site.function);
      const bool adds = std::ranges::any_of(function.calls, [&](const Call& call) {
        return result_.family.is_container(call.receiver_type) && (call.simple == "push_back" || call.simple == "emplace_back" || call.simple == "insert");
      });
      return !adds && std::ranges::any_of(function.calls, [&](const Call& call) {
        return call.of_std && share_statement(call, write) && (call.simple == "clear" || call.simple == "exchange" || call.simple == "swap");
      });
    });
  });
}

/// A table that no event is read from, or one whose puts are known already.
bool Recogniser::is_of_other_table(const Append& append) const {
  const auto operation = table_operation(flow_.call(append.at));
  if (!operation) return false;
  const bool puts = *operation == TableOperation::put || *operation == TableOperation::several;
  return !puts || !result_.tables.empty();
}

/// An object that no event is read from: whatever it is given part of an event for, it is no store that
/// is known.
bool Recogniser::is_of_other_service(const Append& append) const {
  const auto& call = flow_.call(append.at);
  if (table_operation(call)) return false;
  // A database's statement is read by an object of its own.
  for (const auto& text : texts_given(flow_, append.at))
    if (const auto words = words_of(text); std::ranges::find(words, "into") != words.end()) return false;
  if (call.kind == CallKind::indirect)
    return std::ranges::none_of(call.argument_types, [&](const Type& type) {
      return result_.family.is_event(type) || result_.family.is_container(type);
    });
  if (call.kind != CallKind::virtual_dispatch || call.receiver_type.record.empty()) return false;
  bool known = false;
  for (const auto& aggregate : result_.aggregates)
    for (const auto& fold : aggregate.folds)
      for (const auto& read : fold.reads) {
        const auto& from = flow_.call(read);
        if (from.receiver_type.record == call.receiver_type.record || from.record == call.record) return false;
        known = known || !from.receiver_type.record.empty();
      }
  return known;
}

/// A container that is filled from a file only holds what the file has.
void Recogniser::note_cache(const Append& append) {
  for (const auto& storage : storages_in(flow_.reach(append.at.function, flow_.call(append.at).receiver, {})))
    if (result_.stores.contains(storage)) result_.caches.insert(storage);
}

/// The tables that what is folded is queried from.
void Recogniser::find_tables(const std::vector<Fold>& folds) {
  for (const auto& fold : folds)
    for (const auto& read : fold.reads) {
      if (!reads_many(flow_.call(read))) continue;
      for (const auto* request : requests_.made_for(read))
        if (request->known) result_.tables.insert(request->tables.begin(), request->tables.end());
    }
}

/// What is put into the events' table is an event, whatever it was made of.
void Recogniser::find_puts() {
  for (unsigned r = 0; r < result_.requests.size(); ++r) {
    const auto& request = result_.requests[r];
    if (request.operation != TableOperation::put) continue;
    if (std::ranges::any_of(request.tables, [&](const auto& table) { return result_.tables.contains(table); }))
      result_.appends.push_back({request.at, request.by_write, true, r});
  }
}

void Recogniser::find_appends() {
  find_puts();
  const auto search = [&](bool outside) { return assay::checks::find_appends(flow_, result_.family, result_.stores, outside); };
  for (auto& append : search(result_.from_outside))
    if (is_loading(append)) note_cache(append);
    else if (!append.to_outside || (!is_of_other_table(append) && !is_of_other_service(append))) result_.appends.push_back(append);
  if (result_.from_outside || result_.caches.empty()) return;
  // What is given events and is not known may as well apply them as store them.
  for (auto& append : search(true)) {
    const auto& call = flow_.call(append.at);
    if (append.to_outside && !call.unresolved && call.kind == CallKind::direct) result_.appends.push_back(append);
  }
}

bool Recogniser::is_durable() const {
  const bool written = std::ranges::any_of(result_.appends, [](const Append& append) { return append.to_outside; });
  const bool called = std::ranges::any_of(result_.live, [&](unsigned f) { return flow_.function(f).simple == "main"; });
  return written && !called && !result_.caches.empty();
}

void Recogniser::find_live() {
  std::set<unsigned> applying;
  for (const auto& aggregate : result_.aggregates) applying.insert(aggregate.applies.begin(), aggregate.applies.end());
  std::vector<unsigned> open;
  for (const auto& append : result_.appends) open.push_back(append.at.function);
  std::set<unsigned> seen(open.begin(), open.end());
  while (!open.empty()) {
    const unsigned f = open.back();
    open.pop_back();
    // What only applying runs is no way in which something new happens.
    bool outside = !applying.contains(f);
    for (const auto& caller : flow_.callers(f)) {
      if (applying.contains(caller.call.function) || !caller.in_place) continue;
      outside = true;
      if (seen.insert(caller.call.function).second) open.push_back(caller.call.function);
    }
    if (outside) result_.live.insert(f);
  }
}

bool Recogniser::reads_state(unsigned f, const Aggregate& aggregate) const {
  const auto is_state = [&](const Value& value) {
    return std::ranges::any_of(value, [&](const Source& source) {
      return source.kind == SourceKind::storage && aggregate.state.contains(source.symbol);
    });
  };
  const auto& function = flow_.function(f);
  return std::ranges::any_of(function.conditions, [&](const Condition& c) { return is_state(c.value); }) ||
         std::ranges::any_of(function.compares, [&](const Compare& c) { return is_state(c.left) || is_state(c.right); });
}

/// What ties an aggregate to the functions that append or make events. The program's own
/// start ties everything to everything.
unsigned Recogniser::tie(const Aggregate& aggregate) const {
  if (result_.appends.empty()) return 0;
  auto deciding = result_.live;
  for (unsigned f = 0; f < flow_.function_count(); ++f)
    if (makes_event(flow_, result_.family, f)) deciding.insert(f);
  unsigned result = 0;
  for (const unsigned f : deciding) {
    if (flow_.function(f).simple == "main" || aggregate.applies.contains(f)) continue;
    for (const unsigned g : run_within(flow_, {f})) {
      if (aggregate.applies.contains(g)) {
        if (!flow_.function(g).is_constructor) result = std::max(result, 2U);
        continue;
      }
      if (reads_state(g, aggregate)) return 3;
      if (std::ranges::any_of(aggregate.folds, [&](const Fold& fold) { return fold.function == g; })) result = std::max(result, 1U);
      else if (std::ranges::any_of(flow_.function(g).writes, [&](const Write& write) {
                 return !write.initialises && aggregate.state.contains(write.storage);
               }))
        result = std::max(result, 2U);
    }
  }
  return result;
}

}  // namespace

namespace {

std::size_t weight(const EventSourcing& found) {
  std::size_t result = 0;
  for (const auto* aggregate : found.deciding()) result += aggregate->state.size() + aggregate->folds.size();
  return result + found.appends.size();
}

}  // namespace

EventSourcing find_event_sourcing(const Flow& flow) {
  EventSourcing best;
  const TableRequests requests(flow);
  for (auto& family : event_families(flow)) {
    auto found = Recogniser(flow, requests, std::move(family)).run();
    if (!found.found()) continue;
    if (!best.found() || weight(found) > weight(best)) best = std::move(found);
  }
  return best;
}

}  // namespace assay::checks
