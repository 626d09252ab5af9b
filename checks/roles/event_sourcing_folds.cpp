#include "checks/roles/event_sourcing_folds.hpp"

#include <algorithm>
#include <array>

#include "checks/roles/order.hpp"

namespace assay::checks {
namespace {

/// A part of a part of an answer is not deeper.
constexpr unsigned max_parts = 6;

template <std::size_t N>
bool is_one_of(const std::string& name, const std::array<const char*, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

/// What is printed is no state.
bool is_stream(const Type& type) { return type.class_name.starts_with("std::basic_") && type.class_name.ends_with("stream"); }

bool runs_each(const Call& call) {
  static constexpr std::array names{"accumulate", "for_each", "for_each_n", "fold_left", "fold_left_first", "reduce",
                                    "transform_reduce", "transform"};
  return call.of_std && is_one_of(call.simple, names);
}

bool empties(const Call& call) {
  static constexpr std::array names{"pop_front", "pop_back", "pop", "clear", "erase", "swap", "exchange"};
  return call.of_std && is_one_of(call.simple, names);
}

/// Finds the folds in one function.
class FoldSearch {
 public:
  FoldSearch(const Flow& flow, const EventFamily& family, unsigned function)
      : flow_(flow), family_(family), f_(function), function_(flow.function(function)), order_(function_) {}

  std::vector<Fold> run() {
    for (unsigned loop = 0; loop < order_.loops().size(); ++loop) search_loop(loop);
    for (unsigned c = 0; c < function_.calls.size(); ++c)
      if (runs_each(function_.calls[c])) search_algorithm(c);
    if (calls_itself())
      for (unsigned c = 0; c < function_.calls.size(); ++c) add_call(c, std::nullopt);
    return std::move(result_);
  }

 private:
  void search_loop(unsigned loop);
  void search_inline(unsigned loop);
  void search_algorithm(unsigned call);
  void add_call(unsigned call, std::optional<unsigned> loop);
  bool is_given_event(const Call& call) const;
  bool calls_itself() const;
  bool tells_kinds(const std::set<unsigned>& functions) const;
  void collect_state(Fold& fold) const;
  void collect_state(unsigned function, const Write& write, const std::vector<KindTest>& tests, bool entry, Fold& fold) const;
  bool is_state(const std::string& storage) const;
  void collect_sources(const Value& value, Fold& fold) const;
  void collect_read(Site site, unsigned depth, Fold& fold, std::set<Site>& seen) const;
  void collect_iterated(unsigned loop, Fold& fold) const;
  void collect_loaded(Fold& fold) const;
  bool is_drained(const Fold& fold) const;
  void add(Fold fold);

  const Flow& flow_;
  const EventFamily& family_;
  unsigned f_;
  const Function& function_;
  Order order_;
  std::vector<Fold> result_;
};

bool FoldSearch::calls_itself() const {
  for (unsigned c = 0; c < function_.calls.size(); ++c)
    if (std::ranges::find(flow_.targets({f_, c}), f_) != flow_.targets({f_, c}).end())
      return std::ranges::any_of(function_.parameters, [&](const Parameter& p) { return family_.is_container(p.type); });
  return false;
}

bool FoldSearch::is_given_event(const Call& call) const {
  const auto is_event = [&](const Type& type) { return family_.is_event(type); };
  if (std::ranges::any_of(call.argument_types, is_event) || is_event(call.receiver_type)) return true;
  return std::ranges::any_of(call.arguments, [&](const Value& value) { return touches(flow_, family_, f_, value); });
}

bool FoldSearch::tells_kinds(const std::set<unsigned>& functions) const {
  return std::ranges::any_of(functions, [&](unsigned f) {
    if (!kind_tests(flow_, family_, f).empty()) return true;
    for (unsigned c = 0; c < flow_.function(f).calls.size(); ++c)
      if (dispatches(flow_, family_, {f, c})) return true;
    return false;
  });
}

bool FoldSearch::is_state(const std::string& storage) const {
  const auto known = flow_.facts().storages.find(storage);
  if (known == flow_.facts().storages.end()) return false;
  const auto& fact = known->second;
  if (!fact.is_field && (!fact.is_static || fact.shared_local)) return false;
  if (family_.records.contains(fact.owner) || family_.requests.contains(fact.owner) || fact.type.is_reference || is_stream(fact.type)) return false;
  const auto owner = flow_.facts().classes.find(fact.owner);
  if (owner != flow_.facts().classes.end() && owner->second.is_lambda) return false;
  return !family_.is_container(fact.type) && !family_.is_event(fact.type) && !fact.type.is_mutex && !fact.type.is_guard &&
         !fact.type.is_callable && !is_std_queue(fact.type);
}

void FoldSearch::collect_state(unsigned function, const Write& write, const std::vector<KindTest>& tests, bool entry,
                               Fold& fold) const {
  if (write.initialises || !is_state(write.storage)) return;
  // What counts whatever the kind is the version: also after a chain whose end throws.
  const auto hit = [&](const KindTest& test) {
    return std::ranges::any_of(write.guards, [&](const Guard& guard) {
      return guard.condition == test.condition && std::ranges::find(test.misses, guard.edge) == test.misses.end();
    });
  };
  const bool by_kind = std::ranges::any_of(write.guards, [&](const Guard& guard) {
    return std::ranges::any_of(tests, [&](const KindTest& test) { return test.condition == guard.condition; });
  }) && !(tests.size() > 1 && std::ranges::all_of(tests, hit));
  const auto& type = flow_.facts().storages.at(write.storage).type;
  if (entry && !by_kind && write.accumulates && type.is_number && !has_origin(write.value) &&
      !touches(flow_, family_, function, write.value))
    fold.counters.insert(write.storage);
  else
    fold.state.insert(write.storage);
}

void FoldSearch::collect_state(Fold& fold) const {
  for (const unsigned f : fold.applies) {
    const auto& function = flow_.function(f);
    if (function.is_constructor || function.is_destructor) continue;
    const auto tests = kind_tests(flow_, family_, f);
    bool entry = !tests.empty();
    for (unsigned c = 0; c < function.calls.size() && !entry; ++c) entry = dispatches(flow_, family_, {f, c});
    for (const auto& write : function.writes) collect_state(f, write, tests, entry, fold);
  }
  for (const auto& state : fold.state) fold.counters.erase(state);
}

/// What a foreign call gives may be a part of what it was given: `outcome.result().items()`.
void FoldSearch::collect_read(Site site, unsigned depth, Fold& fold, std::set<Site>& seen) const {
  if (!seen.insert(site).second) return;
  const auto& call = flow_.call(site);
  if (!flow_.targets(site).empty() && !table_operation(call)) return;
  // A single item is a snapshot, or a row of something else.
  if (is_outside_read(call) && (!table_operation(call) || reads_many(call))) {
    fold.from_outside = true;
    fold.reads.insert(site);
  }
  if (table_operation(call) || depth == max_parts) return;
  auto given = call.arguments;
  given.push_back(call.receiver);
  for (const auto& value : given)
    for (const auto& origin : flow_.reach(site.function, value, {}))
      if (origin.source.kind == SourceKind::result && Site{origin.function, origin.source.index} != site)
        collect_read({origin.function, origin.source.index}, depth + 1, fold, seen);
}

void FoldSearch::collect_sources(const Value& value, Fold& fold) const {
  std::set<Site> seen;
  for (const auto& origin : flow_.reach(f_, value, {})) {
    const auto& source = origin.source;
    if (source.kind == SourceKind::storage) {
      const auto known = flow_.facts().storages.find(source.symbol);
      if (known == flow_.facts().storages.end()) continue;
      const auto& type = known->second.type;
      if (family_.owns(flow_.facts(), source.symbol) && !family_.is_event(type)) continue;
      const bool of_texts = is_std_container(type) && !holds_callables(type) && !family_.is_container(type) && !known->second.shared_local;
      if (family_.is_container(type) || family_.is_event(type) || of_texts) fold.sources.insert(source.symbol);
    } else if (source.kind == SourceKind::result) {
      collect_read({origin.function, source.index}, 0, fold, seen);
    }
  }
  std::erase_if(fold.sources, [&](const std::string& source) { return fold.state.contains(source); });
  const auto is_stored_there = [&](const std::string& source) { return family_.is_container(flow_.facts().storages.at(source).type); };
  // What hands events on, a generator, was given them by a container.
  if (std::ranges::none_of(fold.sources, is_stored_there))
    for (const auto& storage : storages_in(flow_.reach(f_, value, {.storage = true})))
      if (const auto known = flow_.facts().storages.find(storage); known != flow_.facts().storages.end() &&
          known->second.is_field && family_.is_container(known->second.type) && !fold.state.contains(storage))
        fold.sources.insert(storage);
  // Containers of texts hold events only where no container of events is at hand.
  const bool typed = std::ranges::any_of(fold.sources, [&](const std::string& source) {
    const auto& type = flow_.facts().storages.at(source).type;
    return family_.is_container(type) || family_.is_event(type);
  });
  if (typed)
    std::erase_if(fold.sources, [&](const std::string& source) {
      const auto& type = flow_.facts().storages.at(source).type;
      return !family_.is_container(type) && !family_.is_event(type);
    });
}

void FoldSearch::collect_iterated(unsigned loop, Fold& fold) const {
  for (const unsigned block : order_.loops()[loop].blocks)
    if (const auto condition = function_.blocks[block].condition)
      collect_sources(function_.conditions[*condition].value, fold);
}

/// Events that another function gives, which asks a database for them.
void FoldSearch::collect_loaded(Fold& fold) const {
  std::set<Site> seen;
  for (unsigned c = 0; c < function_.calls.size(); ++c) {
    const auto& type = function_.calls[c].type;
    if (!family_.is_container(type) && !family_.is_event(type)) continue;
    for (const unsigned f : run_by(flow_, {f_, c})) {
      if (fold.applies.contains(f)) continue;
      for (unsigned inner = 0; inner < flow_.function(f).calls.size(); ++inner)
        if (table_operation(flow_.call({f, inner})) == TableOperation::read) collect_read({f, inner}, 0, fold, seen);
    }
  }
}

/// A queue: what was handled is taken out.
bool FoldSearch::is_drained(const Fold& fold) const {
  for (const auto& source : fold.sources)
    if (is_std_queue(flow_.facts().storages.at(source).type)) return true;
  for (unsigned c = 0; c < function_.calls.size(); ++c) {
    const auto& call = function_.calls[c];
    if (!empties(call)) continue;
    auto what = flow_.reach(f_, call.receiver, {});
    for (const auto& argument : call.arguments) what.merge(flow_.reach(f_, argument, {}));
    const auto storages = storages_in(what);
    const bool of_source = std::ranges::any_of(fold.sources, [&](const auto& source) { return storages.contains(source); });
    const bool of_events = family_.is_container(call.receiver_type) ||
                           std::ranges::any_of(call.argument_types, [&](const Type& t) { return family_.is_container(t); });
    if (!of_source && !(of_events && fold.sources.empty())) continue;
    const auto at = order_.point_of(StepKind::call, c);
    if (!at || !fold.loop) continue;
    const bool within = order_.loops()[*fold.loop].blocks.contains(at->block);
    const bool after = order_.reaches({order_.loops()[*fold.loop].header, 0}, *at);
    if (within || after || call.simple == "swap" || call.simple == "exchange") return true;
  }
  return false;
}

void FoldSearch::add(Fold fold) {
  if (fold.state.empty() || is_drained(fold)) return;
  result_.push_back(std::move(fold));
}

void FoldSearch::add_call(unsigned c, std::optional<unsigned> loop) {
  const auto& call = function_.calls[c];
  if (call.kind == CallKind::construction || call.kind == CallKind::destruction || !is_given_event(call)) return;
  Fold fold{f_, c, loop, call.at, run_by(flow_, {f_, c}), {}, {}, {}, false, {}};
  if (fold.applies.contains(f_) && !loop) fold.applies.erase(f_);
  if (!dispatches(flow_, family_, {f_, c}) && !tells_kinds(fold.applies)) return;
  collect_state(fold);
  for (const auto& argument : call.arguments) collect_sources(argument, fold);
  if (family_.is_event(call.receiver_type)) collect_sources(call.receiver, fold);
  if (loop && fold.sources.empty() && !fold.from_outside) collect_iterated(*loop, fold);
  if (fold.sources.empty() && !fold.from_outside) collect_loaded(fold);
  add(std::move(fold));
}

void FoldSearch::search_inline(unsigned loop) {
  const auto& blocks = order_.loops()[loop].blocks;
  auto tests = kind_tests(flow_, family_, f_);
  std::erase_if(tests, [&](const KindTest& test) {
    return std::ranges::none_of(blocks, [&](unsigned block) { return function_.blocks[block].condition == test.condition; });
  });
  if (tests.empty()) return;
  Fold fold{f_, std::nullopt, loop, function_.conditions[tests.front().condition].at, {}, {}, {}, {}, false, {}};
  for (unsigned w = 0; w < function_.writes.size(); ++w)
    if (const auto at = order_.point_of(StepKind::write, w); at && blocks.contains(at->block)) {
      const auto& write = function_.writes[w];
      const bool by_kind = std::ranges::any_of(write.guards, [&](const Guard& guard) {
        return std::ranges::any_of(tests, [&](const KindTest& test) { return test.condition == guard.condition; });
      });
      if (by_kind) collect_state(f_, write, tests, true, fold);
    }
  for (const auto& test : tests) collect_sources(function_.conditions[test.condition].value, fold);
  if (fold.sources.empty() && !fold.from_outside) collect_iterated(loop, fold);
  add(std::move(fold));
}

void FoldSearch::search_loop(unsigned loop) {
  for (unsigned c = 0; c < function_.calls.size(); ++c)
    if (const auto at = order_.point_of(StepKind::call, c); at && order_.loops()[loop].blocks.contains(at->block)) add_call(c, loop);
  search_inline(loop);
}

void FoldSearch::search_algorithm(unsigned c) {
  const auto& call = function_.calls[c];
  Fold fold{f_, c, std::nullopt, call.at, run_by(flow_, {f_, c}), {}, {}, {}, false, {}};
  const bool over_events = std::ranges::any_of(call.argument_types, [&](const Type& type) {
    return std::ranges::any_of(type.arguments, [&](const auto& a) { return family_.records.contains(a); }) ||
           family_.records.contains(type.record);
  });
  if (!over_events || !tells_kinds(fold.applies)) return;
  collect_state(fold);
  for (const auto& argument : call.arguments) collect_sources(argument, fold);
  add(std::move(fold));
}

}  // namespace

bool is_outside_read(const Call& call) {
  if (const auto operation = table_operation(call)) return *operation == TableOperation::read;
  static constexpr std::array reads{"getline", "fread", "fgets", "fscanf", "read", "operator>>", "recv"};
  if (is_one_of(call.simple, reads)) return call.of_std || call.qualified == call.simple;
  // A database, an event store of somebody else's.
  return !call.of_std && (call.kind == CallKind::virtual_dispatch || call.kind == CallKind::indirect || call.unresolved) && !call.returns_void;
}

std::vector<Fold> find_folds(const Flow& flow, const EventFamily& family) {
  std::vector<Fold> result;
  for (unsigned f = 0; f < flow.function_count(); ++f) {
    auto found = FoldSearch(flow, family, f).run();
    std::ranges::move(found, std::back_inserter(result));
  }
  return result;
}

}  // namespace assay::checks
