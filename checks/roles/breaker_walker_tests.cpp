// What a way's comparisons ask, and what taking one of the answers tells of the beginning.
#include <algorithm>

#include "checks/roles/breaker_walker.hpp"

namespace assay::checks {
namespace {

bool intersects(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::ranges::any_of(a, [&](const auto& entry) { return b.contains(entry); });
}

std::optional<double> as_number(const Constant& constant) { return number_of(constant); }

bool is_ordering(CompareKind kind) {
  return kind == CompareKind::less || kind == CompareKind::less_equal || kind == CompareKind::greater ||
         kind == CompareKind::greater_equal;
}

bool left_is_greater(CompareKind kind) { return kind == CompareKind::greater || kind == CompareKind::greater_equal; }

std::optional<bool> compared(CompareKind kind, const Constant& left, const Constant& right) {
  if (kind == CompareKind::equal) return left == right;
  if (kind == CompareKind::not_equal) return left != right;
  const auto a = as_number(left);
  const auto b = as_number(right);
  if (!a || !b) return std::nullopt;
  switch (kind) {
    case CompareKind::less: return *a < *b;
    case CompareKind::less_equal: return *a <= *b;
    case CompareKind::greater: return *a > *b;
    case CompareKind::greater_equal: return *a >= *b;
    default: return std::nullopt;
  }
}

CompareKind turned(CompareKind kind) {
  switch (kind) {
    case CompareKind::less: return CompareKind::greater;
    case CompareKind::less_equal: return CompareKind::greater_equal;
    case CompareKind::greater: return CompareKind::less;
    case CompareKind::greater_equal: return CompareKind::less_equal;
    default: return kind;
  }
}

/// `a < b` where it was written so, and the library makes it `(a <=> b) < 0`.
Compare as_written(const Function& function, const Compare& compare) {
  const auto is_zero = [](const Value& value) { return value.size() == 1 && value.front().kind == SourceKind::literal && value.front().symbol == "0"; };
  const bool left_is_zero = is_zero(compare.left);
  if (left_is_zero == is_zero(compare.right)) return compare;
  for (const auto& source : left_is_zero ? compare.right : compare.left) {
    if (source.kind != SourceKind::compare || source.index >= function.compares.size()) continue;
    if (function.compares[source.index].kind != CompareKind::three_way) continue;
    Compare result = compare;
    result.left = function.compares[source.index].left;
    result.right = function.compares[source.index].right;
    if (left_is_zero) result.kind = turned(compare.kind);
    return result;
  }
  return compare;
}

}  // namespace

bool Walker::orders_time(const WalkState& state, const Compare& compare, const Known& left, const Known& right, Test& test) const {
  if (!is_ordering(compare.kind) && !compare.arithmetic) return false;
  auto times = left.storages;
  times.insert(right.storages.begin(), right.storages.end());
  std::erase_if(times, [&](const auto& storage) { return !component_.times.contains(storage); });
  if (times.empty() || (left.clocks.empty() && right.clocks.empty())) return false;
  // How many times are kept is a count.
  const auto is_counted = [&](const auto& storage) { return component_.counters.contains(storage); };
  if (compare.arithmetic && std::ranges::all_of(times, is_counted)) return false;
  test.kind = TestKind::time;
  test.storages = times;
  const bool now_left = !left.clocks.empty() && (right.clocks.empty() || !intersects(left.storages, component_.times));
  bool turned = false;  // until - now
  const auto& side = now_left ? compare.left : compare.right;
  if (intersects(now_left ? left.storages : right.storages, component_.times))
    if (const auto* difference = operation_of(top(state), side, OperationKind::subtract))
      turned = eval(state, difference->left).clocks.empty();
  const bool greater = left_is_greater(compare.kind) == now_left;
  test.negated = is_ordering(compare.kind) ? greater == turned : false;
  return true;
}

bool Walker::orders_count(const Compare& compare, const Known& left, const Known& right, Test& test) const {
  const bool of_left = intersects(left.storages, component_.counters);
  if (!of_left && !intersects(right.storages, component_.counters)) return false;
  if (!compare.arithmetic && !is_ordering(compare.kind)) return false;
  // A counter that is still what it was numbers the generations.
  if (!is_ordering(compare.kind) && intersects(left.storages, right.storages)) return false;
  test.kind = TestKind::count;
  if (is_ordering(compare.kind)) test.negated = left_is_greater(compare.kind) != of_left;
  else test.negated = compare.kind == CompareKind::not_equal;
  // `count == 0`: nothing was counted yet.
  const auto& limit = of_left ? right : left;
  if (!is_ordering(compare.kind) && limit.constant == "0" && limit.exact.empty()) test.negated = !test.negated;
  return true;
}

Known Walker::eval_compare(const WalkState& state, unsigned index) const {
  const auto& function = top(state);
  const auto compare = as_written(function, function.compares[index]);
  const auto left = eval(state, compare.left);
  auto right = eval(state, compare.right);
  if (compare.kind == CompareKind::truth) return truth_of(left);
  if (left.constant && right.constant && left.exact.empty() && right.exact.empty())
    if (const auto value = compared(compare.kind, *left.constant, *right.constant)) return Known::of(*value ? "1" : "0");
  Known result;
  result.empty = false;
  result.mix(left);
  result.mix(right);
  result.constant.reset();
  result.exact.clear();
  Test test;
  test.compare = Site{state.frames.back().function, index};
  test.storages = result.storages;
  test.results = result.results;
  test.parameters = result.parameters;
  const auto& side = !left.exact.empty() ? left : right;
  const auto& other = !left.exact.empty() ? right : left;
  const bool equality = compare.kind == CompareKind::equal || compare.kind == CompareKind::not_equal;
  // A time that equals a time made of nothing is not set.
  const bool unset = other.empty && component_.times.contains(side.exact);
  if (equality && !side.exact.empty() && (other.constant || unset) && !component_.counters.contains(side.exact)) {
    test.kind = TestKind::mode;
    test.storage = side.exact;
    test.constant = other.constant.value_or("0");
    test.negated = compare.kind == CompareKind::not_equal;
  } else if (left.constant && right.constant && compared(compare.kind, *left.constant, *right.constant)) {
    return Known::of(*compared(compare.kind, *left.constant, *right.constant) ? "1" : "0");
  } else if (!orders_time(state, compare, left, right, test) && !orders_count(compare, left, right, test)) {
    test.negated = compare.kind == CompareKind::not_equal;
    for (const unsigned parameter : test.parameters) {
      const auto& entry = flow_.function(state.frames.front().function);
      if (is_ordering(compare.kind) && parameter < entry.parameters.size() && entry.parameters[parameter].type.is_floating)
        test.relational_floating = true;
    }
  }
  result.test = std::move(test);
  return result;
}

std::optional<bool> Walker::decide(const WalkState& state, const Test& test) const {
  if (test.kind != TestKind::mode) return std::nullopt;
  const auto known = state.start.find(test.storage);
  if (known == state.start.end()) return std::nullopt;
  if (known->second.is) return *known->second.is == test.constant;
  if (known->second.is_not.contains(test.constant)) return false;
  return std::nullopt;
}

/// Takes the test to be so (`truth`: the storage holds the constant); false where it cannot be.
bool Walker::assume(WalkState& state, const Test& test, bool truth) const {
  if (test.kind != TestKind::mode || test.storage.empty()) return true;
  if (const auto known = decide(state, test)) return *known == truth;
  auto& constraint = state.start[test.storage];
  if (truth) {
    constraint.is = test.constant;
    return true;
  }
  constraint.is_not.insert(test.constant);
  // What remains of all constants that it is ever given may be just one, or none.
  const auto known = component_.constants.find(test.storage);
  if (known == component_.constants.end()) return true;
  std::optional<Constant> last;
  unsigned left = 0;
  for (const auto& constant : known->second)
    if (!constraint.is_not.contains(constant)) {
      last = constant;
      ++left;
    }
  const bool closed = known->second.size() > 1 && !component_.counters.contains(test.storage) && !component_.times.contains(test.storage);
  if (left == 0) return !closed;
  if (left == 1 && closed) constraint.is = last;
  return true;
}

}  // namespace assay::checks
