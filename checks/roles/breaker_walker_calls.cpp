#include <algorithm>
#include <array>
#include <string_view>

#include "checks/roles/breaker_walker.hpp"
#include "checks/roles/recovery.hpp"

namespace assay::checks {
namespace {

constexpr std::size_t max_depth = 9;

template <std::size_t N>
bool is_one_of(const std::string& name, const std::array<std::string_view, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

/// The library's ways to wait, by their names.
bool waits(const Call& call) {
  static constexpr std::array<std::string_view, 7> functions{"sleep", "usleep", "nanosleep", "clock_nanosleep", "thrd_sleep", "Sleep", "vTaskDelay"};
  if (is_one_of(call.qualified, functions)) return true;
  static constexpr std::array<std::string_view, 5> members{"sleep_for", "sleep_until", "wait", "wait_for", "wait_until"};
  const bool library = call.of_std || call.qualified.starts_with("boost::") || call.qualified.starts_with("absl::");
  return library && is_one_of(call.simple, members);
}

bool makes(const Call& call) { return call.simple == "make_unique" || call.simple == "make_shared" || call.kind == CallKind::allocation; }

std::string made_class(const Flow& flow, const Call& call) {
  std::string record = call.type.record;
  if ((call.simple == "make_unique" || call.simple == "make_shared") && !call.type.arguments.empty()) record = call.type.arguments.front();
  return flow.facts().classes.contains(record) ? record : "";
}

bool is_within(const Flow& flow, const std::string& record, const std::string& base, int depth = 0) {
  if (record == base) return true;
  const auto known = flow.facts().classes.find(record);
  if (known == flow.facts().classes.end() || depth > 6) return false;
  return std::ranges::any_of(known->second.bases, [&](const auto& next) { return is_within(flow, next, base, depth + 1); });
}

}  // namespace

void Walker::take_call(WalkState state, unsigned index) {
  auto& frame = state.frames.back();
  const Site site{frame.function, index};
  const auto& call = flow_.call(site);
  if (call.kind == CallKind::destruction) frame.destroyed.insert(index);
  if (waits(call)) {
    auto told = event(state, EventKind::wait, call.at);
    told.site = site;
    state.events.push_back(std::move(told));
  }
  if (compare_and_swap(state, index)) return;
  std::vector<unsigned> targets;
  const auto& known = flow_.targets(site);
  // Of several that the call may go to, each is a case of its own.
  const bool some = std::ranges::any_of(known, [&](unsigned target) { return is_related(target); });
  if (some && !is_downstream(state, site))
    for (const unsigned target : known) {
      const bool recursive = std::ranges::any_of(state.frames, [&](const Frame& other) { return other.function == target; });
      if (!recursive && state.frames.size() < max_depth && !flow_.function(target).blocks.empty())
        targets.push_back(target);
    }
  // What a library runs at once, as std::visit does, is walked through as if called here.
  if (targets.empty() && call.of_std && call.runs_in_place)
    for (const unsigned handed : flow_.handed(site))
      if (is_related(handed) && state.frames.size() < max_depth && !flow_.function(handed).blocks.empty()) targets.push_back(handed);
  if (targets.empty()) return call_outside(std::move(state), index);
  enter(std::move(state), index, targets);
}

void Walker::enter(WalkState state, unsigned index, const std::vector<unsigned>& targets) {
  const Site site{state.frames.back().function, index};
  const auto& call = flow_.call(site);
  const auto subject = call.kind == CallKind::indirect ? eval(state, call.callable) : eval(state, call.receiver);
  for (const unsigned target : targets) {
    const auto& function = flow_.function(target);
    auto next = state;
    if (targets.size() > 1) {
      const bool by_class = call.kind == CallKind::virtual_dispatch;
      const Constant constant = by_class ? "class:" + function.record : "fn:" + function.id;
      if (subject.constant) {
        const bool fits = by_class && subject.constant->starts_with("class:")
                              ? is_within(flow_, subject.constant->substr(6), function.record)
                              : *subject.constant == constant;
        if (!fits) continue;
      } else if (!subject.exact.empty()) {
        Test test{TestKind::mode, subject.exact, constant, false, {}, {}, {}, {}, false};
        if (!assume(next, test, true)) continue;
        auto told = event(next, EventKind::test, call.at);
        told.test = test;
        told.truth = true;
        told.locks = locks_at(next, call.held);
        next.events.push_back(std::move(told));
      }
    }
    Frame inner;
    inner.function = target;
    inner.block = function.entry;
    inner.call = index;
    inner.locks = locks_at(next, call.held);
    for (unsigned i = 0; i < function.parameters.size(); ++i) {
      Known given;
      if (i < call.arguments.size()) given = eval_boolean(next, call.arguments[i], std::nullopt);
      inner.arguments.push_back(std::move(given));
    }
    next.frames.push_back(std::move(inner));
    open_.push_back(std::move(next));
  }
}

/// The swap is walked through once as having been made and once as refused.
bool Walker::compare_and_swap(const WalkState& state, unsigned index) {
  const auto& call = top(state).calls[index];
  const bool member = call.simple.starts_with("compare_exchange");
  const bool function = call.simple.starts_with("atomic_compare_exchange");
  const std::size_t first = function ? 1 : 0;
  if ((!member && !function) || call.arguments.size() < first + 2) return false;
  const auto subject = eval(state, function ? call.arguments[0] : call.receiver);
  std::string storage;
  for (const auto& source : function ? call.arguments[0] : call.receiver)
    if (source.kind == SourceKind::storage && component_.storages.contains(source.symbol)) storage = source.symbol;
  if (storage.empty()) return false;
  const auto expected = eval(state, call.arguments[first]);
  const auto desired = eval(state, call.arguments[first + 1]);
  for (const bool made : {true, false}) {
    auto next = state;
    if (!subject.exact.empty() && expected.constant && expected.exact.empty()) {
      const Test test{TestKind::mode, subject.exact, *expected.constant, false, {}, {}, {}, {}, false};
      if (!assume(next, test, made)) continue;
      auto told = event(next, EventKind::test, call.at);
      told.test = test;
      told.truth = made;
      next.events.push_back(std::move(told));
    }
    if (made) {
      auto told = event(next, EventKind::write, call.at);
      told.storage = storage;
      told.value = desired;
      told.replaces = true;
      told.swaps = true;
      next.events.push_back(std::move(told));
      put(next, storage, desired);
    }
    next.frames.back().results[index] = Known::of(made ? "1" : "0");
    open_.push_back(std::move(next));
  }
  return true;
}

/// The clocks that a call's result comes from.
std::set<std::string> Walker::clocks_of(Site site) const {
  std::set<std::string> result;
  for (const auto& origin : flow_.reach(site.function, {Source{SourceKind::result, "", site.index, false}}, {.storage = false}))
    if (origin.source.kind == SourceKind::clock) result.insert(origin.source.symbol);
  return result;
}

/// A call of what was given: a callable or an object of an abstract class that is not the
/// submission's own.
bool Walker::leads_outside(Site site) const {
  const auto& call = flow_.call(site);
  if (call.clock || call.returns_time || call.of_std) return false;
  const auto& targets = flow_.targets(site);
  if (call.kind == CallKind::indirect) return targets.empty() && has_origin(call.callable);
  if (call.returns_number && call.arguments.empty() && !clocks_of(site).empty()) return false;
  return call.kind == CallKind::virtual_dispatch && (call.pure || targets.empty()) && (!call.takes_only_time || call.arguments.empty());
}

/// A callable that is given the counts decides about them, and is no downstream.
bool Walker::is_judged(const std::string& storage) const {
  if (!component_.storages.contains(storage)) return false;
  const auto known = flow_.facts().storages.find(storage);
  return component_.counters.contains(storage) ||
         (known != flow_.facts().storages.end() && flow_.facts().classes.contains(known->second.type.record) && !known->second.type.is_enum);
}

/// …or of a function that makes such a call, whose result or exception somebody looks at.
bool Walker::is_downstream(const WalkState& state, Site site) const {
  const auto& call = flow_.call(site);
  if (call.clock || call.returns_time || call.of_std) return false;
  const auto& targets = flow_.targets(site);
  // A decorator calls the one within through the same interface.
  const auto is_running = [&](unsigned target) {
    return std::ranges::any_of(state.frames, [&](const Frame& frame) { return frame.function == target; });
  };
  if (std::ranges::any_of(targets, [&](unsigned target) { return is_related(target) && !is_running(target); })) return false;
  const bool indirect = call.kind == CallKind::indirect && has_origin(call.callable);
  const bool through = std::ranges::any_of(targets, [&](unsigned target) { return outward_.contains(target); });
  if (!indirect && !through && !leads_outside(site)) return false;
  for (const auto& argument : call.arguments)
    for (const auto& storage : eval(state, argument).storages)
      if (is_judged(storage)) return false;
  const auto& what = indirect ? call.callable : call.receiver;
  const bool given = std::ranges::any_of(what, [](const Source& source) { return source.kind == SourceKind::parameter; });
  return call.result_used || call.in_try || given;
}

void Walker::call_outside(WalkState state, unsigned index) {
  auto& frame = state.frames.back();
  const Site site{frame.function, index};
  const auto& call = flow_.call(site);
  const bool certain = is_downstream(state, site);
  const bool possible = !certain && !call.of_std && !call.clock && !call.returns_time && (call.result_used || call.in_try) &&
                        call.kind != CallKind::construction && call.kind != CallKind::destruction &&
                        call.kind != CallKind::allocation && flow_.handed(site).empty();
  Known result;
  if (certain || possible) {
    result = foreign_result(state, site);
    result.results.insert(site);
    result.empty = false;
    auto told = event(state, EventKind::call, call.at);
    told.site = site;
    told.certain = certain;
    told.locks = locks_at(state, call.held);
    const bool may_throw = certain || call.in_try;
    if (may_throw) {
      auto failed = state;
      told.fails = true;
      failed.events.push_back(told);
      failed.frames.back().left_at = call.at;
      throw_from(std::move(failed), nullptr);
      told.fails = false;
    }
    state.events.push_back(std::move(told));
  } else if (call.of_std) {
    result = library_result(state, call);
  } else {
    result = foreign_result(state, site);
  }
  if (makes(call) || call.kind == CallKind::construction)
    if (const auto record = made_class(flow_, call); !record.empty()) {
      construct(state, record);
      result.constant = "class:" + record;
      result.exact.clear();
      result.empty = false;
    }
  state.frames.back().results[index] = std::move(result);
  open_.push_back(std::move(state));
}

/// What a library's function gives back: what it was given, for those that only hand it on.
Known Walker::library_result(const WalkState& state, const Call& call) const {
  Known mixed;
  mixed.mix(eval(state, call.receiver));
  static constexpr std::array<std::string_view, 10> reads{"load", "get", "value", "exchange", "operator->", "operator*", "atomic_load",
                                                          "atomic_load_explicit", "atomic_exchange", "test"};
  const bool hands_on = call.gives_access || is_one_of(call.simple, reads) || call.simple.starts_with("operator ");
  static constexpr std::array<std::string_view, 3> asks{"has_value", "operator bool", "test_and_set"};
  if (is_one_of(call.simple, asks)) return truth_of(mixed);
  const auto is_counter = [&](const std::string& storage) { return component_.counters.contains(storage); };
  if (call.simple == "empty" && call.arguments.empty() && std::ranges::any_of(mixed.storages, is_counter)) {
    // Nothing was counted yet.
    mixed.test = Test{TestKind::count, "", "", true, {}, mixed.storages, {}, {}, false};
    mixed.constant.reset();
    mixed.exact.clear();
    return mixed;
  }
  if (call.simple == "get_if" || call.simple == "holds_alternative" || call.simple == "get") {
    for (const auto& argument : call.arguments) mixed.mix(eval(state, argument));
    const auto subject = std::ranges::find_if(mixed.storages, [&](const auto& storage) {
      const auto known = flow_.facts().storages.find(storage);
      return known != flow_.facts().storages.end() && known->second.type.class_name == "std::variant";
    });
    if (subject != mixed.storages.end() && call.simple != "get") {
      Constant wanted = "class:" + call.type.record;
      if (call.simple == "holds_alternative")
        for (const auto& alternative : flow_.facts().storages.at(*subject).type.arguments)
          if (alternative.size() > 2 && call.callee.find(alternative.substr(2)) != std::string::npos) wanted = "class:" + alternative;
      if (mixed.constant) return Known::of(*mixed.constant == wanted ? "1" : "0");
      const Test test{TestKind::mode, *subject, wanted, false, {}, mixed.storages, {}, {}, false};
      mixed.exact.clear();
      mixed.test = test;
      return mixed;
    }
  }
  if (hands_on && !has_origin(call.receiver) && call.arguments.size() == 1) return eval(state, call.arguments.front());
  if (hands_on && has_origin(call.receiver)) return mixed;
  for (const auto& argument : call.arguments) mixed.mix(eval(state, argument));
  if (call.clock && !call.forwards_time) mixed.clocks.insert(call.clock_name);
  mixed.constant.reset();
  mixed.exact.clear();
  mixed.test.reset();
  mixed.empty = mixed.empty && mixed.clocks.empty();
  return mixed;
}

/// What comes of a function that has nothing to do with the state: of it, only the clocks
/// that it reads matter.
Known Walker::foreign_result(const WalkState& state, Site site) const {
  const auto& call = flow_.call(site);
  Known result;
  result.mix(eval(state, call.receiver));
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    // Whatever was written into a text, it is no time.
    const bool text = i < call.argument_types.size() && call.argument_types[i].is_pointer && call.argument_types[i].name == "char";
    if (!text) result.mix(eval(state, call.arguments[i]));
  }
  if (call.clock && !call.forwards_time) result.clocks.insert(call.clock_name);
  for (const auto& clock : clocks_of(site)) result.clocks.insert(clock);
  if (may_be_clock(flow_, site)) result.clocks.insert(call.name);
  result.constant.reset();
  result.exact.clear();
  result.test.reset();
  result.results.insert(site);
  result.empty = false;
  return result;
}

}  // namespace assay::checks
