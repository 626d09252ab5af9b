#include "checks/circuit_breaker/cb_transitions_guarded.hpp"

#include <algorithm>

#include "checks/circuit_breaker/machines.hpp"

namespace assay::checks::circuit_breaker {
namespace {

const Storage* storage_of(const RuleInput& input, const std::string& id) {
  const auto known = input.flow.facts().storages.find(id.substr(0, id.find('&')));
  return known == input.flow.facts().storages.end() ? nullptr : &known->second;
}

bool is_atomic(const RuleInput& input, const std::string& id) {
  const auto* storage = storage_of(input, id);
  return storage != nullptr && storage->type.is_atomic;
}

/// The storages that a mode is made of.
std::set<std::string> modes_of(const Machine& machine) {
  std::set<std::string> result;
  for (const auto* phases : {&machine.open, &machine.half_open})
    for (const auto& phase : *phases) result.insert(phase.storage.substr(0, phase.storage.find('&')));
  if (machine.open.empty()) {
    result.insert(machine.counts.begin(), machine.counts.end());
    result.insert(machine.times.begin(), machine.times.end());
  }
  return result;
}

/// Ways as threads start them; a function that another walked one calls is judged there.
WayList outermost(const RuleInput& input, const Machine& machine) {
  std::set<unsigned> walked;
  for (const auto& entry : machine.walked)
    if (!entry->ways.empty()) walked.insert(entry->ways.front().entry);
  const auto is_inner = [&](unsigned function) {
    return std::ranges::any_of(input.flow.callers(function), [&](const Caller& caller) {
      return caller.in_place && walked.contains(caller.call.function);
    });
  };
  WayList result;
  for (const auto& entry : machine.walked)
    for (const auto& way : entry->ways)
      if (!is_inner(way.entry)) result.push_back(&way);
  return result;
}

/// Something says that threads share it: a lock, an atomic, a thread.
bool is_shared(const RuleInput& input, const Machine& machine, const WayList& ways) {
  if (find_event(ways, [](const Event& event) { return !event.locks.empty(); }) != nullptr) return true;
  std::set<std::string> owners;
  for (const auto& id : machine.component.storages) {
    if (is_atomic(input, id)) return true;
    if (const auto* storage = storage_of(input, id)) owners.insert(storage->owner);
  }
  for (const auto& [id, storage] : input.flow.facts().storages)
    if (owners.contains(storage.owner) && !storage.owner.empty() && (storage.type.is_mutex || storage.type.is_atomic)) return true;
  for (const unsigned f : machine.functions())
    for (const auto& call : input.flow.function(f).calls)
      if (call.kind == CallKind::construction && (call.type.class_name == "std::thread" || call.type.class_name == "std::jthread")) return true;
  return false;
}

struct Judged {
  const Event* unlocked = nullptr;  ///< a change of the mode that another thread's may cross
  const Event* guarded = nullptr;
  const Event* unread = nullptr;    ///< …in code that could not be read as a whole
};

Judged look(const RuleInput& input, const Machine& machine, const WayList& ways) {
  const auto modes = modes_of(machine);
  std::map<unsigned, bool> whole;
  Judged result;
  for (const auto* way : ways) {
    bool asked = false;
    if (!whole.contains(way->entry)) whole[way->entry] = machine.is_whole(input.flow, way->entry);
    for (const auto& event : way->events) {
      if (event.kind == EventKind::test && event.test.kind != TestKind::other) asked = true;
      if (event.kind == EventKind::call) asked = false;
      if (event.kind != EventKind::write || !modes.contains(event.storage)) continue;
      const bool atomic = is_atomic(input, event.storage);
      if (!event.locks.empty() || event.swaps)
        result.guarded = &event;
      else if (!atomic || asked)
        (whole[way->entry] ? result.unlocked : result.unread) = &event;
    }
  }
  return result;
}

core::Finding judge(const RuleInput& input, const Machine& machine) {
  const auto ways = outermost(input, machine);
  if (!is_shared(input, machine, ways)) return cannot_tell("Nothing says that threads share the breaker.");
  const auto judged = look(input, machine, ways);
  if (judged.unlocked != nullptr)
    return violated(is_atomic(input, judged.unlocked->storage)
                        ? "The mode is read and then stored in two steps, so that threads may cross; change it by compare-and-swap, or under one lock."
                        : "The breaker is shared by threads, and its mode changes outside of the lock; take the same lock wherever it is read and changed.",
                    shown(judged.unlocked, "changed here, without a lock"));
  if (judged.guarded == nullptr || judged.unread != nullptr) return cannot_tell("It could not be told what guards the changes of mode.");
  return satisfied("Every change of mode is made under a lock or by compare-and-swap.", shown(judged.guarded, "changed here, guarded"));
}

}  // namespace

core::Finding check_transitions_guarded(const RuleInput& input) {
  return judge_machines(input, [&](const Machine& machine) { return judge(input, machine); });
}

}  // namespace assay::checks::circuit_breaker
