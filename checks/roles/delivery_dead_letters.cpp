#include "checks/roles/delivery_dead_letters.hpp"

#include <algorithm>

#include "checks/roles/delivery_failures.hpp"
#include "checks/roles/delivery_letter_content.hpp"
#include "checks/roles/delivery_losses.hpp"

namespace assay::checks {
namespace {

using Bound = DeadLetters::Bound;
using Redrive = DeadLetters::Redrive;
using Group = std::vector<const FailurePut*>;

class Recogniser {
 public:
  Recogniser(const Paths& paths, const Stores& stores, const std::vector<FailurePut>& all)
      : paths_(paths), flow_(paths.flow()), stores_(stores) {
    for (const auto& put : all)
      if (put.processing) by_processing_[*put.processing].push_back(&put);
      else reported_.push_back(&put);
  }

  std::vector<DeadLetters> run() {
    for (const auto& [processing, group] : by_processing_) look(processing, group);
    for (const auto* put : reported_) look_at_reported(*put);
    return std::move(found_);
  }

 private:
  void look(Site processing, const Group& group);
  void look_at_reported(const FailurePut& put);
  std::set<std::string> sources_of(Site processing) const;
  bool is_filter(Site processing, const std::string& store) const;
  void bound_by(DeadLetters& letters, const std::vector<CountCompare>& all) const;
  void judge_bound(DeadLetters& letters, const Group& puts, bool retried) const;
  bool decides_more(const Group& puts) const;
  bool is_counted_message(const Group& puts) const;
  void judge_redrive(DeadLetters& letters) const;
  bool goes_back(const DeadLetters& letters, Site site) const;
  void judge_eviction(DeadLetters& letters) const;
  std::vector<CountCompare> counts(const FailurePut& put) const;
  bool is_sorted(const FailurePut& put) const;

  const Paths& paths_;
  const Flow& flow_;
  const Stores& stores_;
  std::map<Site, Group> by_processing_;
  Group reported_;
  std::vector<DeadLetters> found_;
};

/// The stores that hold what is processed, and are taken from or read.
std::set<std::string> Recogniser::sources_of(Site processing) const {
  std::set<std::string> result;
  for (const auto& argument : flow_.call(processing).arguments)
    for (const auto& origin : trace(flow_, processing.function, argument)) {
      if (origin.source.kind == SourceKind::storage && !stores_.of(origin.source.symbol).empty())
        result.insert(origin.source.symbol);
      if (origin.source.kind != SourceKind::result) continue;
      for (const auto* access : stores_.at({origin.function, origin.source.index}))
        if (access->use == StoreUse::read || access->use == StoreUse::take) result.insert(access->store);
    }
  // Where the message is taken or read beside its processing, that is where it is from.
  std::set<std::string> beside;
  for (const auto& store : result)
    for (const auto* access : stores_.of(store))
      if (access->call.function == processing.function && (access->use == StoreUse::take || access->use == StoreUse::read))
        beside.insert(store);
  return beside.empty() ? result : beside;
}

/// Whether the store is asked before the processing, as a list of what is not to be tried.
bool Recogniser::is_filter(Site processing, const std::string& store) const {
  for (const auto* access : stores_.of(store))
    if (access->use == StoreUse::look && access->call.function == processing.function) return true;
  for (const auto& guard : flow_.call(processing).guards) {
    const auto& condition = flow_.function(processing.function).conditions[guard.condition];
    for (const auto& origin : trace(flow_, processing.function, condition.value, {.callers = false, .control = true}))
      if (origin.source.kind == SourceKind::result)
        for (const auto* access : stores_.at({origin.function, origin.source.index}))
          if (access->store == store && access->use == StoreUse::look) return true;
  }
  return false;
}

std::vector<CountCompare> Recogniser::counts(const FailurePut& put) const {
  std::vector<CountCompare> result;
  const auto add = [&](unsigned function, unsigned condition) {
    for (auto& count : counts_behind(flow_, function, condition)) result.push_back(std::move(count));
  };
  for (const auto& frame : put.frames)
    for (const auto& guard : flow_.call(frame.step).guards) add(frame.step.function, guard.condition);
  // The loop of the attempts, which the put comes after.
  const auto& order = paths_.order(put.processing->function);
  const auto call = order.point_of(StepKind::call, put.processing->index);
  const auto step = order.point_of(StepKind::call, put.frames.back().step.index);
  if (!call || !step) return result;
  const auto around = order.loops_around(*step);
  for (const unsigned loop : order.loops_around(*call)) {
    if (std::ranges::find(around, loop) != around.end()) continue;
    for (const auto& [block, way] : order.loops()[loop].exits)
      if (const auto condition = flow_.function(put.processing->function).blocks[block].condition)
        add(put.processing->function, *condition);
  }
  return result;
}

/// Whether kinds of failures are told apart: more than one decision reads the outcome.
bool Recogniser::is_sorted(const FailurePut& put) const {
  const auto& function = flow_.function(put.processing->function);
  unsigned telling = 0;
  for (const auto& guard : flow_.call(put.frames.back().step).guards)
    if (function.conditions[guard.condition].kind != ConditionKind::leaving &&
        paths_.outcome_of(*put.processing, guard) != Outcome::none)
      ++telling;
  if (function.handlers.size() > 1) ++telling;
  return telling > 1;
}

void Recogniser::look(Site processing, const Group& group) {
  const auto sources = sources_of(processing);
  std::map<std::string, Group> by_store;
  bool retried = false;
  for (const auto* put : group) {
    if (sources.contains(put->put.store)) retried = true;
    else by_store[put->put.store].push_back(put);
  }
  for (const auto& [store, puts] : by_store) {
    if (is_filter(processing, store)) continue;
    const auto content = content_of(paths_, puts);
    const bool counted = std::ranges::any_of(puts, [&](const FailurePut* put) { return !counts(*put).empty(); });
    const bool fails = std::ranges::any_of(puts, [](const FailurePut* put) { return put->outcome == Outcome::failure; });
    const bool external = puts.front()->put.external;
    if (!fails && !counted && !content.reason && !retried) continue;
    if (external && (!counted || !(content.payload || content.reason))) continue;
    if (!content.payload && !content.reason) continue;
    DeadLetters letters;
    letters.store = store;
    letters.external = external;
    letters.name = external ? flow_.call(puts.front()->put.call).name : stores_.name_of(store);
    letters.processing = processing;
    letters.function = processing.function;
    letters.sources = sources;
    letters.put_at = flow_.call(puts.front()->put.call).at;
    std::set<unsigned> functions;
    for (const auto* put : puts) {
      letters.puts.push_back(put->put.call);
      for (const auto& frame : put->frames) functions.insert(frame.step.function);
    }
    letters.functions.assign(functions.begin(), functions.end());
    letters.keeps_payload = content.payload;
    letters.keeps_reason = content.reason;
    letters.tells_reason = content.logged;
    judge_bound(letters, puts, retried);
    judge_redrive(letters);
    judge_eviction(letters);
    find_losses(paths_, stores_, group, letters);
    found_.push_back(std::move(letters));
  }
}

void Recogniser::look_at_reported(const FailurePut& put) {
  // What is taken from here in turn is only another queue on the way.
  if (std::ranges::any_of(found_, [&](const DeadLetters& letters) { return letters.store == put.put.store; })) return;
  const auto content = content_of(paths_, {&put});
  DeadLetters letters;
  letters.store = put.put.store;
  letters.name = stores_.name_of(put.put.store);
  letters.function = put.put.call.function;
  letters.functions = {letters.function};
  letters.sources = {put.back_to};
  letters.puts = {put.put.call};
  letters.put_at = flow_.call(put.put.call).at;
  letters.keeps_payload = content.payload;
  letters.keeps_reason = content.reason;
  letters.tells_reason = content.logged;
  std::vector<CountCompare> all;
  for (const auto& guard : flow_.call(put.put.call).guards)
    for (auto& count : counts_behind(flow_, letters.function, guard.condition)) all.push_back(std::move(count));
  bound_by(letters, all);
  judge_redrive(letters);
  judge_eviction(letters);
  found_.push_back(std::move(letters));
}

bool Recogniser::is_counted_message(const Group& puts) const {
  for (const auto* put : puts) {
    std::set<std::string> records;
    for (const auto& origin : put->message) {
      const auto& function = flow_.function(origin.function);
      if (origin.source.kind == SourceKind::parameter) records.insert(function.parameters[origin.source.index].type.record);
      if (origin.source.kind == SourceKind::local && origin.source.index < function.locals.size())
        records.insert(function.locals[origin.source.index].type.record);
    }
    records.erase("");
    for (const auto& [storage, sites] : flow_.writes()) {
      const auto known = flow_.facts().storages.find(storage);
      if (known == flow_.facts().storages.end() || !known->second.type.is_number || !records.contains(known->second.owner)) continue;
      for (const auto& site : sites)
        if (flow_.write(site).accumulates && std::ranges::any_of(put->frames, [&](const Frame& frame) {
              return frame.step.function == site.function;
            }))
          return true;
    }
  }
  return false;
}

bool counts_down(const Flow& flow, const CountCompare& count) {
  for (unsigned f = 0; f < flow.function_count(); ++f)
    for (const auto& operation : flow.function(f).operations) {
      if (operation.kind != OperationKind::subtract) continue;
      for (const auto& source : operation.left)
        if (source.kind == SourceKind::storage && count.counters.contains(source.symbol)) return true;
      for (const auto& source : operation.left)
        if (source.kind == SourceKind::local && source.index < flow.function(f).locals.size() &&
            count.counters.contains(flow.function(f).locals[source.index].name))
          return true;
    }
  return false;
}

void Recogniser::bound_by(DeadLetters& letters, const std::vector<CountCompare>& all) const {
  for (const auto& count : all) {
    letters.bound_at = flow_.compare(count.compare).at;
    if (count.endless) {
      letters.bound = Bound::never;
      return;
    }
    const bool once = count.limit && *count.limit <= 1 && !counts_down(flow_, count);
    if (once && letters.bound == Bound::unknown) letters.bound = Bound::once;
    if (!once) letters.bound = Bound::counted;
  }
}

/// Whether something else than how the processing ended decides about the puts.
bool Recogniser::decides_more(const Group& puts) const {
  for (const auto* put : puts)
    for (const auto& frame : put->frames)
      for (const auto& guard : flow_.call(frame.step).guards) {
        const auto& condition = flow_.function(frame.step.function).conditions[guard.condition];
        if (condition.kind != ConditionKind::branch && condition.kind != ConditionKind::choice) continue;
        const bool top = frame.step.function == put->processing->function;
        if (!top) return true;
        if (paths_.outcome_of(*put->processing, guard) != Outcome::none) continue;
        const auto& order = paths_.order(frame.step.function);
        const auto call = order.point_of(StepKind::call, put->processing->index);
        const auto here = order.after(guard);
        if (call && here && order.reaches(*call, *here, {}, {.exceptions = true, .repeats = false})) return true;
      }
  return false;
}

void Recogniser::judge_bound(DeadLetters& letters, const Group& puts, bool retried) const {
  std::vector<CountCompare> all;
  for (const auto* put : puts)
    for (auto& count : counts(*put)) all.push_back(std::move(count));
  bound_by(letters, all);
  if (!all.empty()) return;
  letters.bound_at = letters.put_at;
  if (std::ranges::any_of(puts, [&](const FailurePut* put) { return is_sorted(*put); })) {
    letters.bound = Bound::sorted;
  } else if (!retried && !decides_more(puts)) {
    letters.bound = is_counted_message(puts) ? Bound::first_though_counted : Bound::first;
  }
}

/// Whether a call takes a dead letter back to where messages come from, or to be processed.
bool Recogniser::goes_back(const DeadLetters& letters, Site site) const {
  const auto& call = flow_.call(site);
  bool accepts = false;
  if (letters.processing) {
    const auto& own = flow_.call(*letters.processing);
    accepts = !own.callee.empty() && call.callee == own.callee;
  }
  for (const auto* access : stores_.at(site)) {
    if (access->use == StoreUse::put && access->store != letters.store && !access->store.starts_with("local:")) accepts = true;
  }
  for (const unsigned target : flow_.targets(site)) {
    if (letters.processing && paths_.runs(target, letters.function)) accepts = true;
    for (const auto& access : stores_.all())
      if (access.use == StoreUse::put && letters.sources.contains(access.store) && paths_.runs(target, access.call.function))
        accepts = true;
  }
  const bool foreign = flow_.targets(site).empty() && !call.of_std && stores_.at(site).empty() && !is_logging(flow_, site);
  if (foreign && (call.kind == CallKind::virtual_dispatch || call.kind == CallKind::indirect)) accepts = true;
  if (!accepts) return false;
  for (const auto& argument : call.arguments)
    for (const auto& origin : trace(flow_, site.function, argument)) {
      if (origin.source.kind == SourceKind::storage && origin.source.symbol == letters.store) return true;
      if (origin.source.kind != SourceKind::result) continue;
      for (const auto* access : stores_.at({origin.function, origin.source.index}))
        if (access->store == letters.store) return true;
    }
  return false;
}

void Recogniser::judge_redrive(DeadLetters& letters) const {
  if (letters.external) return;
  std::set<unsigned> readers;
  for (const auto* access : stores_.of(letters.store)) {
    if (access->use == StoreUse::put || access->use == StoreUse::size) continue;
    readers.insert(access->call.function);
    if (!access->is_sql || access->use != StoreUse::read) continue;
    for (const auto* other : stores_.at(access->call))
      if (other->use == StoreUse::put && other->store != letters.store) {
        letters.redrive = Redrive::back;
        letters.redrive_at = flow_.call(access->call).at;
        return;
      }
  }
  for (unsigned f = 0; f < flow_.function_count(); ++f)
    for (unsigned c = 0; c < flow_.function(f).calls.size(); ++c)
      if (goes_back(letters, {f, c})) {
        letters.redrive = Redrive::back;
        letters.redrive_at = flow_.call({f, c}).at;
        return;
      }
  for (const auto* access : stores_.of(letters.store)) {
    if (access->use != StoreUse::take && access->use != StoreUse::clear && access->use != StoreUse::erase) continue;
    const auto& function = flow_.function(access->call.function);
    const bool counts = function.result.is_number || function.result.is_bool;
    for (const auto* results : {&function.returns, &function.outputs})
      for (const auto& result : counts && results == &function.returns ? std::vector<Return>{} : *results)
        if (storages_in(trace(flow_, access->call.function, result.value)).contains(letters.store)) {
          letters.redrive = Redrive::handed_out;
          letters.redrive_at = result.at;
          return;
        }
  }
  const auto known = flow_.facts().storages.find(letters.store);
  const bool file = letters.store.starts_with("file:") ||
                    (known != flow_.facts().storages.end() && known->second.type.class_name.find("stream") != std::string::npos);
  bool reads_files = false;
  for (unsigned f = 0; f < flow_.function_count(); ++f)
    for (const auto& local : flow_.function(f).locals)
      if (local.type.class_name.find("ifstream") != std::string::npos) reads_files = true;
  letters.redrive = file && reads_files ? Redrive::unknown : Redrive::none;
  letters.redrive_at = stores_.place_of(letters.store);
}

/// The oldest letter makes room for another, and nobody is told.
void Recogniser::judge_eviction(DeadLetters& letters) const {
  for (const auto* access : stores_.of(letters.store)) {
    if (access->use != StoreUse::take && access->use != StoreUse::erase) continue;
    const bool beside_put = std::ranges::any_of(stores_.of(letters.store), [&](const StoreAccess* other) {
      return other->use == StoreUse::put && other->call.function == access->call.function;
    });
    const auto& guards = flow_.call(access->call).guards;
    if (!beside_put || guards.empty()) continue;
    const auto& function = flow_.function(access->call.function);
    bool sized = false;
    Guard full;
    for (const auto& guard : guards)
      for (const auto& origin : trace(flow_, access->call.function, function.conditions[guard.condition].value))
        if (origin.source.kind == SourceKind::result)
          for (const auto* size : stores_.at({origin.function, origin.source.index})) {
            if (size->use != StoreUse::size || size->store != letters.store) continue;
            sized = true;
            full = guard;
          }
    const auto under = [&](const Guards& other) { return std::ranges::find(other, full) != other.end(); };
    bool told = std::ranges::any_of(function.writes, [&](const Write& write) {
      return under(write.guards) && write.storage != letters.store;
    });
    for (unsigned c = 0; c < function.calls.size(); ++c) {
      const Site site{access->call.function, c};
      if (!under(function.calls[c].guards) || site == access->call) continue;
      bool own = std::ranges::any_of(stores_.at(site), [&](const StoreAccess* other) { return other->store == letters.store; });
      const bool plain = function.calls[c].of_std && !is_logging(flow_, site);
      if (!own && !plain && function.calls[c].kind != CallKind::construction) told = true;
    }
    if (sized && !told) letters.eviction = flow_.call(access->call).at;
  }
}

}  // namespace

std::vector<DeadLetters> find_dead_letters(const Paths& paths, const Stores& stores) {
  const auto all = find_failure_puts(paths, stores);
  return Recogniser(paths, stores, all).run();
}

}  // namespace assay::checks
