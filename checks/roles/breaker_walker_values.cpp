#include <algorithm>

#include "checks/roles/breaker_walker.hpp"

namespace assay::checks {
namespace {

bool intersects(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::ranges::any_of(a, [&](const auto& entry) { return b.contains(entry); });
}

void drop(Value& value, const Value& parts) {
  std::erase_if(value, [&](const Source& source) {
    return std::ranges::any_of(parts, [&](const Source& part) {
      return part.kind == source.kind && part.symbol == source.symbol && part.index == source.index;
    });
  });
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

/// The operands of a comparison that are told apart from their comparison elsewhere.
const Operation* operation_of(const Function& function, const Value& value, OperationKind kind) {
  for (const auto& source : value)
    if (source.kind == SourceKind::operation && source.index < function.operations.size() &&
        function.operations[source.index].kind == kind)
      return &function.operations[source.index];
  return nullptr;
}

bool has_storage(const Value& value) {
  return std::ranges::any_of(value, [](const Source& source) { return source.kind == SourceKind::storage && !source.control; });
}

}  // namespace

Known Walker::content(const WalkState& state, const std::string& storage) const {
  Known result;
  if (const auto written = state.now.find(storage); written != state.now.end()) {
    result = written->second;
  } else if (const auto start = state.start.find(storage); start != state.start.end() && start->second.is) {
    result.constant = start->second.is;
    result.exact = storage;
  } else {
    result.exact = storage;
  }
  result.storages.insert(storage);
  result.empty = false;
  return result;
}

Known Walker::eval_source(const WalkState& state, const Source& source) const {
  const auto& frame = state.frames.back();
  Known result;
  switch (source.kind) {
    case SourceKind::storage: return content(state, source.symbol);
    case SourceKind::parameter:
      if (source.index < frame.arguments.size()) return frame.arguments[source.index];
      return result;
    case SourceKind::result:
      if (const auto known = frame.results.find(source.index); known != frame.results.end()) return known->second;
      return result;
    case SourceKind::compare:
      if (const auto known = frame.compares.find(source.index); known != frame.compares.end()) return known->second;
      return result;
    case SourceKind::clock:
      result.clocks.insert(source.symbol);
      result.empty = false;
      return result;
    case SourceKind::function: return Known::of("fn:" + source.symbol);
    case SourceKind::literal: return Known::of(constant_of(source.symbol));
    case SourceKind::exception:
      result.exception = true;
      result.results.insert({frame.function, source.index});
      result.empty = false;
      return result;
    case SourceKind::leaving:
    case SourceKind::condition:
    case SourceKind::operation:
    case SourceKind::local: return result;
  }
  return result;
}

/// `flags & mask`, as a storage of its own.
std::optional<Known> Walker::flag(const WalkState& state, const Value& value) const {
  const auto* operation = operation_of(top(state), value, OperationKind::bit_and);
  if (operation == nullptr || operation->assigns) return std::nullopt;
  for (const auto& [word, mask] : {std::pair{&operation->left, &operation->right}, std::pair{&operation->right, &operation->left}}) {
    const auto literals = literals_of(*mask);
    if (literals.size() != 1 || has_storage(*mask)) continue;
    for (const auto& source : *word) {
      if (source.kind != SourceKind::storage || !component_.storages.contains(source.symbol)) continue;
      const auto id = flag_of(source.symbol, constant_of(literals.front()));
      const auto whole = content(state, source.symbol);
      if (!state.now.contains(id) && whole.constant) {
        const auto bits = as_number(*whole.constant);
        const auto wanted = as_number(constant_of(literals.front()));
        if (bits && wanted)
          return Known::of((static_cast<unsigned long long>(*bits) & static_cast<unsigned long long>(*wanted)) != 0 ? "1" : "0");
      }
      auto result = content(state, id);
      result.storages.insert(source.symbol);
      return result;
    }
  }
  return std::nullopt;
}

/// Of `record->field` only the field is looked at: drops what it is a field of.
void Walker::drop_objects(const Function& function, Value& value) const {
  const auto& storages = flow_.facts().storages;
  std::set<std::string> owners;
  const auto add_owner = [&](const std::string& id) {
    const auto known = storages.find(id);
    return known != storages.end() && known->second.is_field && !known->second.owner.empty() && owners.insert(known->second.owner).second;
  };
  for (const auto& source : value)
    if (source.kind == SourceKind::storage && (component_.storages.contains(source.symbol) || component_.times.contains(source.symbol)))
      add_owner(source.symbol);
  if (owners.empty()) return;
  const auto holds = [&](const Type& type) {
    return owners.contains(type.record) || std::ranges::any_of(type.arguments, [&](const auto& part) { return owners.contains(part); });
  };
  // A local name of the object stands for all that is ever written through it.
  Value written;
  for (const auto& source : value) {
    if (source.kind != SourceKind::local || source.index >= function.locals.size() || !holds(function.locals[source.index].type)) continue;
    for (const auto& write : function.local_writes) {
      if (write.local != source.index) continue;
      for (const auto& part : write.value)
        if (part.kind != SourceKind::storage || write.initialises) written.push_back(part);
    }
  }
  std::erase_if(written, [&](const Source& part) {
    const auto known = storages.find(part.symbol);
    return part.kind == SourceKind::storage && known != storages.end() && known->second.is_field && owners.contains(known->second.owner) &&
           !holds(known->second.type);
  });
  const bool renamed = std::ranges::any_of(value, [&](const Source& source) {
    return source.kind == SourceKind::local && source.index < function.locals.size() && holds(function.locals[source.index].type);
  });
  if (renamed) std::erase_if(value, [](const Source& source) { return source.control; });
  drop(value, written);
  std::erase_if(value, [&](const Source& source) {
    switch (source.kind) {
      case SourceKind::storage: {
        const auto known = storages.find(source.symbol);
        return known != storages.end() && holds(known->second.type);
      }
      case SourceKind::parameter: return source.index < function.parameters.size() && holds(function.parameters[source.index].type);
      case SourceKind::result: return source.index < function.calls.size() && holds(function.calls[source.index].type);
      case SourceKind::local: return source.index < function.locals.size() && holds(function.locals[source.index].type);
      default: return false;
    }
  });
}

Known Walker::eval(const WalkState& state, const Value& all) const {
  if (auto bits = flag(state, all)) return *bits;
  const auto& function = top(state);
  const auto& frame = state.frames.back();
  Value value = all;
  drop_objects(function, value);
  std::erase_if(value, [](const Source& source) { return source.control; });
  // What a local variable holds on this way stands for all that it may ever hold.
  Known result;
  bool computed = false;
  for (const auto& source : Value(value)) {
    if (source.kind == SourceKind::operation && source.index < function.operations.size()) {
      // A constant that is computed from constants stands beside its parts.
      const auto& operation = function.operations[source.index];
      const auto is_plain = [](const Source& part) { return part.kind == SourceKind::literal; };
      if (!operation.assigns && std::ranges::all_of(operation.left, is_plain) && std::ranges::all_of(operation.right, is_plain)) {
        drop(value, operation.left);
        drop(value, operation.right);
      } else {
        computed = true;
      }
    }
    if (source.kind != SourceKind::local || source.control) continue;
    const auto known = frame.locals.find(source.index);
    if (known == frame.locals.end()) continue;
    for (const auto& write : function.local_writes)
      if (write.local == source.index) drop(value, write.value);
    if (function.locals[source.index].is_parameter)
      for (unsigned i = 0; i < function.parameters.size(); ++i)
        if (function.parameters[i].name == function.locals[source.index].name)
          drop(value, {Source{SourceKind::parameter, "", i, false}});
    result.mix(known->second);
  }
  for (const auto& source : value) result.mix(eval_source(state, source));
  if (computed) {
    result.constant.reset();
    result.exact.clear();
    result.test.reset();
  }
  return result;
}

/// What a truth value is put together of: comparisons, and what is neither compared nor computed.
Value Walker::parts(const Function& function, const Value& value) const {
  Value result = value;
  for (const auto& source : value) {
    if (source.kind != SourceKind::compare || source.index >= function.compares.size()) continue;
    drop(result, function.compares[source.index].left);
    drop(result, function.compares[source.index].right);
  }
  std::erase_if(result, [](const Source& source) { return source.control || is_detail(source.kind); });
  drop_objects(function, result);
  return result;
}

/// `!x`, where the negation is of the whole.
std::optional<Known> Walker::negated(const WalkState& state, const Value& value, std::optional<unsigned> block) const {
  const auto& function = top(state);
  for (const auto& source : value) {
    if (source.kind != SourceKind::operation || source.index >= function.operations.size()) continue;
    const auto& operation = function.operations[source.index];
    if (operation.kind != OperationKind::logical_not) continue;
    Value rest = value;
    drop(rest, operation.left);
    std::erase(rest, source);
    std::erase_if(rest, [](const Source& left) { return left.control; });
    if (!rest.empty()) continue;
    return negation(eval_boolean(state, operation.left, block));
  }
  return std::nullopt;
}

/// A value that may be a truth value put together with && and ||: which of its parts decided
/// is told by the way that was taken.
Known Walker::eval_boolean(const WalkState& state, const Value& value, std::optional<unsigned> block) const {
  if (auto other = negated(state, value, block)) return *other;
  const auto& function = top(state);
  const auto& frame = state.frames.back();
  const auto all = parts(function, value);
  if (all.size() < 2 && std::ranges::none_of(all, [](const Source& source) { return source.kind == SourceKind::compare; }))
    return eval(state, value);
  Value last = all;
  drop(last, frame.decided_by);
  const bool was_part = last.size() < all.size();
  Value rest = all;
  drop(rest, frame.all_decided);
  const auto is_negative = [&](const Value& part) {
    return std::ranges::any_of(value, [&](const Source& source) {
      if (source.kind != SourceKind::operation || source.index >= function.operations.size()) return false;
      const auto& operation = function.operations[source.index];
      if (operation.kind != OperationKind::logical_not) return false;
      Value outside = part;
      drop(outside, operation.left);
      return outside.empty();
    });
  };
  // The branch before led straight here, and so decided; or nothing is left to be asked.
  if (was_part && frame.decided && (rest.empty() || (block && frame.decided_to == *block)))
    return Known::of(*frame.decided ? "1" : "0");
  if (rest.empty()) rest = all;
  const bool turned = rest.size() < all.size() && is_negative(rest);
  Known result;
  for (const auto& source : rest)
    if (source.kind == SourceKind::compare)
      if (const auto known = frame.compares.find(source.index); known != frame.compares.end()) result = known->second;
  if (result.empty) {
    std::erase_if(rest, [](const Source& source) { return source.kind == SourceKind::compare; });
    if (rest.size() < all.size())
      result = eval(state, rest);
    else
      result = eval(state, value);
  }
  return turned ? negation(std::move(result)) : result;
}

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
  test.kind = TestKind::count;
  if (is_ordering(compare.kind)) test.negated = left_is_greater(compare.kind) != of_left;
  else test.negated = compare.kind == CompareKind::not_equal;
  return true;
}

Known Walker::eval_compare(const WalkState& state, unsigned index) const {
  const auto& function = top(state);
  const auto& compare = function.compares[index];
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
