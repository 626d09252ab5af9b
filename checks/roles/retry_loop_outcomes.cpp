// By what a loop is left: an attempt's outcome, a flag that it sets, a count.
#include <algorithm>

#include "checks/roles/retry_loop_reader.hpp"

namespace assay::checks {
namespace {

constexpr Follow with_details{.control = false, .storage = false, .execution = false, .details = true};

}  // namespace

/// The conditions of a loop's exits. That an exception leaves the function is no decision.
std::vector<Fork> LoopReader::forks_of(const Loop& loop) const {
  std::vector<Fork> result;
  std::set<unsigned> blocks;
  for (const auto& [block, way] : loop.exits) blocks.insert(block);
  for (const unsigned b : blocks) {
    const auto& block = function_.blocks[b];
    if (!block.condition) continue;
    Fork fork{index_, *block.condition, {}, {}, false, false, false};
    for (unsigned i = 0; i < block.successors.size(); ++i) {
      const auto& edge = block.successors[i];
      if (!edge || (edge->exceptional && edge->to == function_.exit)) continue;
      (loop.blocks.contains(edge->to) ? fork.again : fork.end).insert(i);
      if (edge->exceptional && loop.blocks.contains(edge->to)) fork.thrown = true;
    }
    if (!fork.again.empty() && !fork.end.empty()) result.push_back(std::move(fork));
  }
  return result;
}

bool LoopReader::guarded_by_outcome(const Guards& guards, Site call) const {
  return std::ranges::any_of(guards, [&](const Guard& guard) {
    return parts_.tells(index_, function_.conditions[guard.condition].value, {call});
  });
}

bool LoopReader::is_counted(unsigned local, const Loop& loop) const {
  for (unsigned w = 0; w < function_.local_writes.size(); ++w)
    if (function_.local_writes[w].local == local && function_.local_writes[w].accumulates && is_in(loop, StepKind::local_write, w) &&
        function_.locals[local].type.is_number)
      return true;
  return false;
}

/// `while (again)` where nothing sets `again` back: after a failure it goes on whatever happens.
bool LoopReader::is_never_set_back(const Fork& fork, const Loop& loop) const {
  bool negated = false;
  for (const auto& source : function_.conditions[fork.condition].value)
    if (source.kind == SourceKind::operation && function_.operations[source.index].kind == OperationKind::logical_not) negated = !negated;
  const Value goes_round{{SourceKind::literal, fork.again.contains(0) != negated ? "true" : "false", 0, false}};
  for (const auto& source : function_.conditions[fork.condition].value) {
    if (source.kind != SourceKind::local || !function_.locals[source.index].type.is_bool) continue;
    bool set = false;
    bool set_back = false;
    for (unsigned w = 0; w < function_.local_writes.size(); ++w) {
      const auto& write = function_.local_writes[w];
      if (write.local != source.index || !is_in(loop, StepKind::local_write, w)) continue;
      (write.value == goes_round ? set : set_back) = true;
    }
    if (set && !set_back) return true;
  }
  return false;
}

/// A variable that is set on success or on failure and that the exit reads.
bool LoopReader::by_flag(const Fork& fork, Site call, const Loop& loop) {
  const auto& value = function_.conditions[fork.condition].value;
  for (const auto& source : value) {
    if (source.kind == SourceKind::local && !is_counted(source.index, loop))
      for (unsigned w = 0; w < function_.local_writes.size(); ++w) {
        const auto& write = function_.local_writes[w];
        if (write.local != source.index || write.accumulates || !is_in(loop, StepKind::local_write, w)) continue;
        if (guarded_by_outcome(write.guards, call)) return true;
      }
    if (source.kind == SourceKind::storage)
      for (unsigned w = 0; w < function_.writes.size(); ++w) {
        const auto& write = function_.writes[w];
        if (write.storage != source.symbol || write.accumulates || !is_in(loop, StepKind::write, w)) continue;
        if (guarded_by_outcome(write.guards, call) || parts_.tells(index_, write.value, {call})) return true;
      }
  }
  return false;
}

/// `while (!link.up()) link.dial();`: the outcome is asked of the object.
bool LoopReader::asks_same_object(const Fork& fork, Site site) const {
  const auto& call = flow_.call(site);
  for (const auto& source : function_.conditions[fork.condition].value) {
    if (source.kind != SourceKind::result || source.index == site.index) continue;
    const auto& asked = function_.calls[source.index];
    if (!asked.arguments.empty() || asked.of_std || asked.receiver.empty()) continue;
    for (const auto& origin : asked.receiver)
      if (origin.kind != SourceKind::literal && std::ranges::find(call.receiver, origin) != call.receiver.end()) return true;
  }
  return false;
}

bool LoopReader::by_outcome(Fork& fork, Site call, const Loop& loop) {
  if (parts_.tells(index_, function_.conditions[fork.condition].value, {call})) {
    fork.tells_outcome = true;
  } else if (by_flag(fork, call, loop)) {
    fork.tells_outcome = fork.by_flag = true;
  }
  return fork.tells_outcome;
}

bool LoopReader::is_number(const std::string& storage) const {
  const auto known = flow_.facts().storages.find(storage);
  return known != flow_.facts().storages.end() && (known->second.type.is_number || known->second.type.is_atomic);
}

bool LoopReader::counts(const Fork& fork, const Loop& loop) {
  for (const auto& origin : flow_.reach(index_, function_.conditions[fork.condition].value, with_details)) {
    if (origin.function != index_) continue;
    if (origin.source.kind == SourceKind::local)
      for (unsigned w = 0; w < function_.local_writes.size(); ++w) {
        const auto& write = function_.local_writes[w];
        if (write.local == origin.source.index && write.accumulates && is_in(loop, StepKind::local_write, w) &&
            function_.locals[write.local].type.is_number)
          return true;
      }
    if (origin.source.kind == SourceKind::storage)
      for (unsigned w = 0; w < function_.writes.size(); ++w)
        if (function_.writes[w].storage == origin.source.symbol && function_.writes[w].accumulates &&
            is_number(origin.source.symbol) && is_in(loop, StepKind::write, w))
          return true;
  }
  return false;
}

bool LoopReader::compares_numbers(const Fork& fork) const {
  return !fork.tells_outcome && std::ranges::any_of(function_.conditions[fork.condition].value, [&](const Source& source) {
    return source.kind == SourceKind::compare && function_.compares[source.index].arithmetic &&
           function_.compares[source.index].kind != CompareKind::truth;
  });
}

}  // namespace assay::checks
