#include <algorithm>

#include "checks/roles/breaker_walker.hpp"

namespace assay::checks {
namespace {

void drop(Value& value, const Value& parts) {
  std::erase_if(value, [&](const Source& source) {
    return std::ranges::any_of(parts, [&](const Source& part) {
      return part.kind == source.kind && part.symbol == source.symbol && part.index == source.index;
    });
  });
}

bool has_storage(const Value& value) {
  return std::ranges::any_of(value, [](const Source& source) { return source.kind == SourceKind::storage && !source.control; });
}

}  // namespace

const Operation* operation_of(const Function& function, const Value& value, OperationKind kind) {
  for (const auto& source : value)
    if (source.kind == SourceKind::operation && source.index < function.operations.size() &&
        function.operations[source.index].kind == kind)
      return &function.operations[source.index];
  return nullptr;
}

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
        const auto bits = number_of(*whole.constant);
        const auto wanted = number_of(constant_of(literals.front()));
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

/// Whether a local variable only stands beside one that was computed from it and that is known
/// exactly: what a call filled in stands beside the call's arguments.
bool Walker::is_behind(const Frame& frame, const Value& value, const Source& local) const {
  const auto& writes = flow_.function(frame.function).local_writes;
  const auto is_made_of = [&](unsigned made, const Source& part) {
    return std::ranges::any_of(writes, [&](const LocalWrite& write) {
      return write.local == made && std::ranges::find(write.value, part) != write.value.end();
    });
  };
  return std::ranges::any_of(value, [&](const Source& other) {
    if (other.kind != SourceKind::local || other.index == local.index) return false;
    const auto known = frame.locals.find(other.index);
    const bool exact = known != frame.locals.end() && (known->second.constant || !known->second.exact.empty());
    return exact && is_made_of(other.index, local) && !is_made_of(local.index, other);
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
    if (known == frame.locals.end() || is_behind(frame, all, source)) continue;
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

}  // namespace assay::checks
