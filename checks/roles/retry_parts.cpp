#include "checks/roles/retry_parts.hpp"

#include <algorithm>
#include <cmath>

#include "checks/roles/library.hpp"

namespace assay::checks {
namespace {

constexpr unsigned max_depth = 5;
/// A function that waits and does more than this is no helper for waiting.
constexpr std::size_t max_waiter_calls = 25;

constexpr Follow with_details{.control = false, .storage = true, .execution = false, .details = true};

bool takes_a_time_only(const Call& call) {
  if (call.arguments.empty() || call.returns_time || call.kind == CallKind::construction ||
      call.kind == CallKind::destruction || call.of_std)
    return false;
  if (call.kind != CallKind::virtual_dispatch && call.kind != CallKind::indirect && !call.unresolved) return false;
  return std::ranges::all_of(call.argument_types, [](const Type& type) { return type.is_time; });
}

}  // namespace

std::optional<double> only_number(const Value& value) {
  std::optional<double> result;
  for (const auto& source : value) {
    if (source.control || source.kind == SourceKind::local) continue;
    if (source.kind != SourceKind::literal || result) return std::nullopt;
    result = number_of(source.symbol);
    if (!result) return std::nullopt;
  }
  return result;
}

bool is_constant(const Value& value) {
  return std::ranges::all_of(value, [](const Source& source) {
    return source.control || source.kind == SourceKind::literal || source.kind == SourceKind::local;
  });
}

const Order& RetryParts::order(unsigned function) {
  const auto known = orders_.find(function);
  if (known != orders_.end()) return known->second;
  return orders_.emplace(function, Order(flow_.function(function))).first->second;
}

bool RetryParts::goes_out(Site site, unsigned depth) {
  const auto& call = flow_.call(site);
  if (library::logs(call)) return depth > 0;
  if (library::synchronises(call)) return false;
  if (library::draws(call) || library::sleeps(call)) return depth > 0;
  if (library::reaches_out(call)) return true;
  if (call.kind == CallKind::construction && call.of_std) return false;
  if (call.kind == CallKind::indirect) return true;
  const auto& targets = flow_.targets(site);
  if (targets.empty()) return !call.of_std && call.kind != CallKind::allocation && call.kind != CallKind::deallocation;
  if (flow_.may_throw(site) || call.pure) return true;
  if (depth >= max_depth) return false;
  return std::ranges::any_of(targets, [&](unsigned target) {
    const auto [known, is_new] = goes_out_.emplace(target, false);
    if (is_new) {
      bool out = false;
      for (unsigned c = 0; c < flow_.function(target).calls.size() && !out; ++c) out = goes_out({target, c}, depth + 1);
      goes_out_[target] = out;
    }
    return goes_out_[target];
  });
}

bool RetryParts::is_invocation(Site site) {
  const auto& call = flow_.call(site);
  if (call.kind == CallKind::destruction || call.kind == CallKind::allocation || call.kind == CallKind::deallocation)
    return false;
  if (call.clock || call.returns_time || (call.gives_access && !library::reaches_out(call))) return false;
  if (library::logs(call) || library::synchronises(call) || library::draws(call) || library::sleeps(call) ||
      (library::is_plain(call) && !call.of_std) || library::fetches(call) || library::asks_for_error(call) || library::limits(call) ||
      library::raises_to_power(call) || library::arms_timer(call) || library::seeds_global(call))
    return false;
  return goes_out(site, 0);
}

bool RetryParts::is_question(Site site) {
  const auto& call = flow_.call(site);
  if (!call.arguments.empty() || call.kind == CallKind::indirect) return false;
  if (call.is_const) return true;
  return flow_.targets(site).empty() && (call.unresolved || call.receiver_type.is_unknown);
}

bool RetryParts::takes_next(Site site, unsigned depth) {
  const auto& call = flow_.call(site);
  if (library::fetches(call)) return true;
  if (depth > 2) return false;
  for (const unsigned target : flow_.targets(site))
    for (unsigned c = 0; c < flow_.function(target).calls.size(); ++c)
      if (takes_next({target, c}, depth + 1)) return true;
  return false;
}

void RetryParts::find_waits(Site site, unsigned depth, std::vector<Site>& found) {
  const auto& call = flow_.call(site);
  if (library::sleeps(call) || library::waits_with_limit(call) || library::arms_timer(call)) {
    found.push_back(site);
    return;
  }
  const auto& targets = flow_.targets(site);
  if (targets.empty() || std::ranges::any_of(targets, [&](unsigned target) { return flow_.function(target).is_coroutine; }))
    if (takes_a_time_only(call)) found.push_back(site);
  if (depth >= 3) return;
  for (const auto* some : {&targets, &flow_.handed(site)})
    for (const unsigned target : *some) {
      const auto& function = flow_.function(target);
      if (function.calls.size() > max_waiter_calls) continue;
      for (unsigned c = 0; c < function.calls.size(); ++c) find_waits({target, c}, depth + 1, found);
    }
}

std::vector<Site> RetryParts::waits_in(Site call) {
  std::vector<Site> result;
  find_waits(call, 0, result);
  if (result.empty()) {
    // A coroutine awaits a time object that is made for it, as in `co_await loop.sleep(nap)`.
    const auto& fact = flow_.call(call);
    const bool only_time = fact.takes_only_time && !fact.arguments.empty() && !fact.returns_time && !fact.of_std &&
                           fact.kind == CallKind::direct;
    if (only_time && flow_.function(call.function).is_coroutine) result.push_back(call);
  }
  return result;
}

std::vector<WaitValue> RetryParts::lengths(Site wait) const {
  const auto& call = flow_.call(wait);
  std::vector<WaitValue> result;
  const auto add = [&](const Value& value) { result.push_back({wait.function, value, call.at}); };
  bool typed = false;
  for (std::size_t i = 0; i < call.arguments.size() && i < call.argument_types.size(); ++i)
    if (call.argument_types[i].is_time) {
      add(call.arguments[i]);
      typed = true;
    }
  if (typed) return result;
  for (std::size_t i = 0; i < call.arguments.size() && i < call.argument_types.size(); ++i)
    if (call.argument_types[i].is_number) add(call.arguments[i]);
  if (result.empty() || call.simple == "select") {
    result.clear();
    for (const auto& argument : call.arguments) add(argument);
  }
  return result;
}

bool RetryParts::tells(unsigned function, const Value& value, const std::vector<Site>& calls) const {
  for (const auto& origin : flow_.reach(function, value, {})) {
    if (origin.source.kind != SourceKind::result && origin.source.kind != SourceKind::exception) continue;
    if (std::ranges::find(calls, Site{origin.function, origin.source.index}) != calls.end()) return true;
  }
  return false;
}

bool RetryParts::comes_before(Site site, const Retry& retry) {
  if (site.function != retry.function || retry.invocations.empty() || retry.invocations.front().function != site.function) return false;
  const auto& known = order(retry.function);
  const auto earlier = known.point_of(StepKind::call, site.index);
  const auto later = known.point_of(StepKind::call, retry.invocations.front().index);
  return earlier && later && known.dominates(*earlier, *later);
}

bool RetryParts::stays_zero(Site site) const {
  const auto& function = flow_.function(site.function);
  const auto& operation = function.operations[site.index];
  if (operation.kind != OperationKind::multiply && operation.kind != OperationKind::shift_left) return false;
  for (const auto& source : operation.left) {
    if (source.kind != SourceKind::local) continue;
    bool zero = false;
    for (const auto& write : function.local_writes) {
      if (write.local != source.index) continue;
      const bool is_itself = std::ranges::any_of(write.value, [&](const Source& part) {
        return part.kind == SourceKind::operation && part.index == site.index;
      });
      if (is_itself) continue;
      if (only_number(write.value) != 0.0) return false;
      zero = true;
    }
    if (zero) return true;
  }
  return false;
}

/// A local variable that is declared anew for every turn hands nothing on to the next.
bool RetryParts::begins_anew(Site site) {
  const auto& function = flow_.function(site.function);
  const auto& known = order(site.function);
  const auto at = known.point_of(StepKind::operation, site.index);
  if (!at) return false;
  for (unsigned w = 0; w < function.local_writes.size(); ++w) {
    const auto& write = function.local_writes[w];
    const bool of_operation = !write.initialises && std::ranges::any_of(write.value, [&](const Source& source) {
      return source.kind == SourceKind::operation && source.index == site.index;
    });
    if (!of_operation || function.locals[write.local].is_parameter) continue;
    for (unsigned d = 0; d < function.local_writes.size(); ++d) {
      if (function.local_writes[d].local != write.local || !function.local_writes[d].initialises) continue;
      const auto declared = known.point_of(StepKind::local_write, d);
      if (!declared) continue;
      const auto around = known.loops_around(*at);
      const bool outlives = std::ranges::any_of(around, [&](unsigned loop) {
        return !known.loops()[loop].blocks.contains(declared->block);
      });
      if (!outlives) return true;
    }
  }
  return false;
}

bool RetryParts::feeds_itself(Site site, bool both_sides) {
  const auto [known, is_new] = feeds_.emplace(std::pair{site, both_sides}, false);
  if (!is_new) return known->second;
  const auto& operation = flow_.function(site.function).operations[site.index];
  const Origin self{site.function, Source{SourceKind::operation, "", site.index, false}};
  const bool left = flow_.reach(site.function, operation.left, with_details).contains(self);
  const bool right = flow_.reach(site.function, operation.right, with_details).contains(self);
  const bool result = (both_sides ? left && right : left || right) && !begins_anew(site);
  feeds_[{site, both_sides}] = result;
  return result;
}

/// Which way of a fork is a failure's is known of truth values, pointers and negative numbers.
bool RetryParts::again_on_failure(const Fork& fork, Site site) const {
  const auto& function = flow_.function(fork.function);
  const auto& call = flow_.call(site);
  if (fork.thrown || fork.by_flag) return true;
  unsigned negations = 0;
  const Compare* compare = nullptr;
  for (const auto& source : function.conditions[fork.condition].value) {
    if (source.control) continue;
    if (source.kind == SourceKind::operation)
      negations += function.operations[source.index].kind == OperationKind::logical_not;
    if (source.kind == SourceKind::compare) compare = &function.compares[source.index];
  }
  bool success = true;  // what the comparison says where it is true
  if (compare == nullptr) {
    const bool may_be_empty = call.type.class_name == "std::optional" || call.type.class_name == "std::expected";
    if (!call.type.is_bool && !call.type.is_pointer && !may_be_empty) return true;
  } else {
    const auto limit = only_number(compare->right);
    const bool is_null = literals_of(compare->right) == std::vector<Literal>{"nullptr"};
    const bool negative = limit && (*limit < 0 || (*limit == 0 && compare->kind != CompareKind::equal && compare->kind != CompareKind::not_equal));
    if (!negative && !is_null) return true;
    success = compare->kind == CompareKind::not_equal || compare->kind == CompareKind::greater ||
              compare->kind == CompareKind::greater_equal;
  }
  const bool true_is_success = success == (negations % 2 == 0);
  return fork.again.contains(true_is_success ? 1 : 0);
}

}  // namespace assay::checks
