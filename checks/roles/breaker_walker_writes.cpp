// What a way changes: storages, flags of words, and the fields of new objects.
#include <algorithm>
#include <set>
#include <string>

#include "checks/roles/breaker_walker.hpp"

namespace assay::checks {

/// A new object's fields are as their initialisers say.
void Walker::construct(WalkState& state, const std::string& record) const {
  const auto known = flow_.facts().classes.find(record);
  if (known == flow_.facts().classes.end()) return;
  for (const auto& field : known->second.fields) {
    const auto storage = flow_.facts().storages.find(field);
    if (storage == flow_.facts().storages.end() || storage->second.is_static) continue;
    const auto literals = literals_of(storage->second.initial);
    state.now[field] = Known::of(literals.size() == 1 ? constant_of(literals.front()) : "0");
  }
}

void Walker::put(WalkState& state, const std::string& storage, Known value) const {
  const auto known = flow_.facts().storages.find(storage);
  // A new value of a class makes its fields new.
  std::string record;
  if (value.constant && value.constant->starts_with("class:")) record = value.constant->substr(6);
  else if (known != flow_.facts().storages.end() && value.exact.empty() && value.storages.empty()) record = known->second.type.record;
  if (!record.empty()) construct(state, record);
  for (auto entry = state.now.begin(); entry != state.now.end();)
    entry = entry->first.starts_with(storage + "&") ? state.now.erase(entry) : std::next(entry);
  state.now[storage] = std::move(value);
}

void Walker::put_flag(WalkState& state, const Write& write, const std::string& flag, bool set) const {
  auto told = event(state, EventKind::write, write.at);
  told.storage = flag;
  told.value = Known::of(set ? "1" : "0");
  told.replaces = true;
  told.locks = locks_at(state, write.held);
  state.events.push_back(std::move(told));
  state.now[flag] = Known::of(set ? "1" : "0");
}

/// `flags |= mask` and `flags &= ~mask`.
void Walker::put_flags(WalkState& state, const Write& write) const {
  for (const auto& operation : top(state).operations) {
    if (!operation.assigns || !share_statement(operation, write)) continue;
    if (operation.kind != OperationKind::bit_or && operation.kind != OperationKind::bit_and) continue;
    // Of `~mask` both the mask and its complement are told.
    std::optional<double> mask;
    for (const auto& literal : literals_of(operation.right))
      if (const auto number = number_of(literal); number && *number >= 0 && (!mask || *number < *mask)) mask = number;
    if (!mask) continue;
    put_flag(state, write, flag_of(write.storage, std::to_string(static_cast<long long>(*mask))), operation.kind == OperationKind::bit_or);
  }
}

void Walker::write(WalkState& state, unsigned index) const {
  const auto& function = top(state);
  const auto& fact = function.writes[index];
  if (is_of_part(flow_, {state.frames.back().function, index})) return;
  auto value = eval_boolean(state, stored_value(function, index), std::nullopt);
  if (const auto behind = call_behind(function, index)) {
    const auto& call = function.calls[*behind];
    if (call.simple.find("compare_exchange") != std::string::npos) return;
    // A pointer into a variant is handed out, and nothing is written yet.
    const Source handed{SourceKind::result, "", *behind, false};
    if (call.simple == "get_if" && std::ranges::find(fact.value, handed) != fact.value.end()) return;
    if (call.simple == "operator=" && !call.argument_types.empty()) {
      const auto& record = call.argument_types.front().record;
      const auto known = flow_.facts().classes.find(record);
      if (known != flow_.facts().classes.end() && !known->second.is_enum) value.constant = "class:" + record;
      value.empty = false;
    }
    if (call.simple == "emplace" && flow_.facts().classes.contains(call.type.record)) value.constant = "class:" + call.type.record;
    if (call.simple == "clear" || call.simple == "reset") value = Known::of("0");
    if (call.simple == "test_and_set") value = Known::of("1");
  }
  // What is written to a whole object is told of its parts as well.
  const auto known = flow_.facts().storages.find(fact.storage);
  const bool plain = known != flow_.facts().storages.end() && (known->second.type.is_bool || known->second.type.is_number);
  if (plain && value.constant && value.constant->starts_with("class:")) return;
  auto told = event(state, EventKind::write, fact.at);
  told.site = {state.frames.back().function, index};
  told.storage = fact.storage;
  told.value = value;
  told.adds = adds(flow_, told.site);
  told.replaces = !fact.accumulates;
  told.locks = locks_at(state, fact.held);
  const bool entered_outside = !component_.functions.contains(state.frames.front().function);
  if (function.is_constructor && entered_outside && component_.storages.contains(fact.storage)) state.constructs = true;
  if (!function.is_constructor && (component_.storages.contains(fact.storage) || told.adds)) state.events.push_back(std::move(told));
  if (!fact.accumulates) {
    std::set<std::string> flags;
    for (const auto& [storage, constraint] : state.start)
      if (storage.starts_with(fact.storage + "&")) flags.insert(storage);
    const auto whole = value.constant;
    put(state, fact.storage, std::move(value));
    if (whole == "0")
      for (const auto& flag : flags) put_flag(state, fact, flag, false);
    return;
  }
  const auto before = content(state, fact.storage);
  Known changed = value;
  changed.mix(before);
  changed.constant.reset();
  changed.exact.clear();
  changed.test.reset();
  changed.empty = false;
  state.now[fact.storage] = std::move(changed);
  put_flags(state, fact);
}

}  // namespace assay::checks
