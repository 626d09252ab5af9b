// Retries that are loops: an exit is decided by the outcome of a call that every turn makes
// alike, and the other way leads to the next turn.
#include <algorithm>
#include <functional>

#include "checks/roles/library.hpp"
#include "checks/roles/retry_loop_reader.hpp"

namespace assay::checks {
namespace {

constexpr Follow with_details{.control = false, .storage = false, .execution = false, .details = true};

}  // namespace

void LoopReader::place_calls() {
  for (unsigned b = 0; b < function_.blocks.size(); ++b)
    for (const auto& step : function_.blocks[b].steps) {
      if (step.kind == StepKind::call) block_of_call_.emplace(step.index, b);
      block_of_step_.emplace(step, b);
    }
}

bool LoopReader::is_in(const Loop& loop, StepKind kind, unsigned index) const {
  const auto known = block_of_step_.find({kind, index});
  return known != block_of_step_.end() && loop.blocks.contains(known->second);
}

/// That a log or a copy may throw as well makes no way round of what comes after a success.
bool LoopReader::is_accident(unsigned block, const Edge& edge) const {
  if (!edge.exceptional) return false;
  for (const auto& step : function_.blocks[block].steps)
    if (step.kind == StepKind::raise || (step.kind == StepKind::call && parts_.is_invocation({index_, step.index}))) return false;
  return true;
}

/// The part of a loop that leads to another turn by more than an accident.
Loop LoopReader::without_accidents(const Loop& whole) const {
  Loop loop;
  loop.header = whole.header;
  loop.blocks.insert(whole.header);
  for (bool changed = true; changed;) {
    changed = false;
    for (const unsigned b : whole.blocks) {
      if (loop.blocks.contains(b)) continue;
      for (const auto& edge : function_.blocks[b].successors)
        if (edge && loop.blocks.contains(edge->to) && !is_accident(b, *edge)) changed = loop.blocks.insert(b).second || changed;
    }
  }
  for (const unsigned b : loop.blocks)
    for (unsigned i = 0; i < function_.blocks[b].successors.size(); ++i)
      if (const auto& edge = function_.blocks[b].successors[i]; edge && !loop.blocks.contains(edge->to)) loop.exits.emplace_back(b, i);
  return loop;
}

/// `high = middle`: what this turn worked out is what the next one begins with.
bool LoopReader::carries_over(const LocalWrite& write, const Loop& loop) const {
  if (write.initialises) return false;
  return std::ranges::any_of(write.value, [&](const Source& source) {
    if (source.kind != SourceKind::local || source.control || source.index == write.local) return false;
    for (unsigned w = 0; w < function_.local_writes.size(); ++w)
      if (function_.local_writes[w].local == source.index && is_in(loop, StepKind::local_write, w)) return true;
    return false;
  });
}

/// The local variables that another turn finds changed: counted, or fetched as the next of many.
std::set<unsigned> LoopReader::changing_locals(Site call, const Loop& loop) {
  std::set<unsigned> result;
  const auto takes_changing = [&](const Value& value) {
    return std::ranges::any_of(flow_.reach(index_, value, with_details), [&](const Origin& origin) {
      if (origin.function != index_) return false;
      if (origin.source.kind == SourceKind::local) return result.contains(origin.source.index);
      return origin.source.kind == SourceKind::result && is_in(loop, StepKind::call, origin.source.index) &&
             parts_.takes_next({index_, origin.source.index});
    });
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (unsigned w = 0; w < function_.local_writes.size(); ++w) {
      const auto& write = function_.local_writes[w];
      if (result.contains(write.local) || !is_in(loop, StepKind::local_write, w)) continue;
      // What the call itself gives back through a parameter is its outcome.
      if (std::ranges::find(write.value, Source{SourceKind::result, "", call.index, false}) != write.value.end()) continue;
      if (write.accumulates || takes_changing(write.value) || carries_over(write, loop))
        changed = result.insert(write.local).second || changed;
    }
  }
  return result;
}

/// The number of the attempt, and nothing that it points to.
bool LoopReader::is_counter(const Value& value, const Loop& loop) const {
  return std::ranges::all_of(value, [&](const Source& source) {
    if (source.kind == SourceKind::result) return false;
    if (source.kind != SourceKind::local) return true;
    for (unsigned w = 0; w < function_.local_writes.size(); ++w)
      if (function_.local_writes[w].local == source.index && is_in(loop, StepKind::local_write, w) &&
          !function_.local_writes[w].accumulates)
        return false;
    return true;
  });
}

/// Whether every turn makes the call alike. The number of the attempt may be told.
bool LoopReader::repeats_the_same(Site site, const Loop& loop, bool waits) {
  const auto changing = changing_locals(site, loop);
  const auto& call = flow_.call(site);
  const auto is_fixed = [&](const Value& value) {
    return std::ranges::none_of(flow_.reach(index_, value, with_details), [&](const Origin& origin) {
      if (origin.function != index_) return false;
      if (origin.source.kind == SourceKind::local) return changing.contains(origin.source.index);
      return origin.source.kind == SourceKind::result && is_in(loop, StepKind::call, origin.source.index) &&
             origin.source.index != site.index && parts_.takes_next({index_, origin.source.index});
    });
  };
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const bool number = i < call.argument_types.size() && call.argument_types[i].is_number &&
                        !call.argument_types[i].is_floating && !call.argument_types[i].is_pointer;
    const bool may_be_told = number && (waits || call.kind == CallKind::indirect) && is_counter(call.arguments[i], loop);
    if (!may_be_told && !is_fixed(call.arguments[i])) return false;
  }
  return is_fixed(call.receiver) && is_fixed(call.callable);
}

void LoopReader::add_waits(Retry& retry, const Loop& loop) {
  for (const auto& [index, block] : block_of_call_) {
    const Site site{index_, index};
    if (!loop.blocks.contains(block) || std::ranges::find(retry.invocations, site) != retry.invocations.end()) continue;
    for (const auto& wait : parts_.waits_in(site)) {
      if (std::ranges::find(retry.waits, wait) != retry.waits.end()) continue;
      retry.waits.push_back(wait);
      retry.functions.insert(wait.function);
      for (auto& length : parts_.lengths(wait)) retry.wait_values.push_back(std::move(length));
    }
  }
}

/// `while (now < until) { if (ready()) return; sleep; }`: a state that is polled.
bool LoopReader::is_polled_callable(Site site, const Retry& retry, const Loop& loop) {
  const auto& call = flow_.call(site);
  if (call.kind != CallKind::indirect || !call.arguments.empty() || retry.by_exception) return false;
  bool counted = false;
  bool timed = false;
  for (const auto& fork : retry.forks) {
    counted = counted || counts(fork, loop);
    for (const auto& origin : flow_.reach(index_, function_.conditions[fork.condition].value, {}))
      timed = timed || origin.source.kind == SourceKind::clock;
  }
  return timed && !counted;
}

bool LoopReader::accepts(Retry& retry, Site site, const Loop& loop) {
  bool told = false;
  bool counted = false;
  for (auto& fork : retry.forks) {
    told = by_outcome(fork, site, loop) || told;
    retry.by_exception = retry.by_exception || (fork.thrown && fork.tells_outcome);
    counted = counted || counts(fork, loop);
  }
  const bool by_state = !told && retry.waits_at_all() && std::ranges::any_of(retry.forks, [&](Fork& fork) {
    return asks_same_object(fork, site) && (fork.tells_outcome = true);
  });
  if (!told && !by_state) return goes_on(retry, site, loop);
  if (std::ranges::any_of(retry.forks, [](const Fork& fork) { return fork.by_flag; }))
    retry.by_exception = retry.by_exception || flow_.call(site).in_try;
  if (!repeats_the_same(site, loop, retry.waits_at_all())) return false;
  const bool told_at_once = std::ranges::any_of(retry.forks, [](const Fork& fork) { return fork.tells_outcome && !fork.by_flag; });
  for (const auto& fork : retry.forks)
    if (fork.tells_outcome && (skips_waiting_after_zero(retry, fork) || (fork.by_flag && !told_at_once && is_never_set_back(fork, loop)))) {
      retry.goes_on_after_success = true;
      retry.success = function_.conditions[fork.condition].at;
    }
  if (retry.by_exception) return true;
  if (parts_.is_question(site)) return false;
  if (is_polled_callable(site, retry, loop)) return false;
  const bool downwards = std::ranges::all_of(retry.forks, [&](const Fork& fork) {
    return !fork.tells_outcome || parts_.again_on_failure(fork, site);
  });
  if (!downwards) return false;
  // A count that is compared and never changed was meant as one.
  const bool meant = flow_.call(site).type.is_bool && !flow_.call(site).arguments.empty() &&
                     std::ranges::any_of(retry.forks, [&](const Fork& fork) { return compares_numbers(fork); });
  return retry.waits_at_all() || counted || meant;
}

/// A `break` that leaves the switch and not the loop: zero, the success, goes round without the
/// wait that other answers get, while other answers leave.
bool LoopReader::skips_waiting_after_zero(const Retry& retry, const Fork& fork) const {
  const auto& condition = function_.conditions[fork.condition];
  if (condition.kind != ConditionKind::choice) return false;
  const auto is_zero = [&](unsigned way) { return way < condition.labels.size() && number_of(condition.labels[way]) == 0.0; };
  if (std::ranges::none_of(fork.again, is_zero)) return false;
  return std::ranges::any_of(retry.waits, [&](Site wait) {
    if (wait.function != index_) return false;
    const auto& guards = function_.calls[wait.index].guards;
    const bool in_choice = std::ranges::any_of(guards, [&](const Guard& guard) { return guard.condition == fork.condition; });
    return in_choice && std::ranges::none_of(guards, [&](const Guard& guard) {
      return guard.condition == fork.condition && is_zero(guard.edge);
    });
  });
}

/// Nothing leaves the loop by the outcome, and yet it waits where the call failed, and only
/// there, and counts its turns: a retry that goes on after a success.
bool LoopReader::goes_on(Retry& retry, Site site, const Loop& loop) {
  if (!retry.waits_at_all() || parts_.is_question(site) || !repeats_the_same(site, loop, retry.waits_at_all())) return false;
  if (std::ranges::none_of(retry.forks, [&](const Fork& fork) { return counts(fork, loop); })) return false;
  const bool on_failure_only = std::ranges::all_of(block_of_call_, [&](const auto& entry) {
    if (!loop.blocks.contains(entry.second) || entry.first == site.index) return true;
    return parts_.waits_in({index_, entry.first}).empty() || guarded_by_outcome(function_.calls[entry.first].guards, site);
  });
  if (!on_failure_only) return false;
  retry.goes_on_after_success = true;
  retry.success = flow_.call(site).at;
  retry.by_exception = flow_.call(site).in_try;
  return true;
}

/// One that is given another's answer judges it; of several that remain the last one counts,
/// as in `fd = socket(); … connect(fd)`.
void LoopReader::keep_one(std::vector<Retry>& candidates) const {
  std::vector<Site> all;
  for (const auto& candidate : candidates) all.push_back(candidate.invocations.front());
  std::erase_if(candidates, [&](const Retry& candidate) {
    const auto& call = flow_.call(candidate.invocations.front());
    return std::ranges::any_of(all, [&](Site other) {
      if (other == candidate.invocations.front()) return false;
      return std::ranges::any_of(call.arguments, [&](const Value& value) { return parts_.tells(index_, value, {other}); }) &&
             !flow_.call(other).type.is_number;
    });
  });
  const auto stops = [](const Retry& candidate) { return !candidate.goes_on_after_success; };
  if (std::ranges::any_of(candidates, stops)) std::erase_if(candidates, std::not_fn(stops));
  if (std::ranges::any_of(candidates, &Retry::by_exception)) std::erase_if(candidates, std::not_fn(&Retry::by_exception));
  if (candidates.size() < 2) return;
  // Blocks are numbered against the flow.
  const auto last = std::ranges::min_element(candidates, {}, [&](const Retry& candidate) {
    const auto point = order_.point_of(StepKind::call, candidate.invocations.front().index);
    return std::pair(point->block, -static_cast<int>(point->step));
  });
  candidates = {std::move(*last)};
}

void LoopReader::read(const Loop& whole, std::vector<Retry>& found) {
  const Loop loop = without_accidents(whole);
  const auto forks = forks_of(loop);
  std::vector<Retry> candidates;
  for (const auto& [index, block] : block_of_call_) {
    const Site site{index_, index};
    if (!loop.blocks.contains(block) || !parts_.is_invocation(site)) continue;
    Retry retry;
    retry.function = index_;
    retry.functions.insert(index_);
    retry.blocks = loop.blocks;
    retry.invocations.push_back(site);
    retry.forks = forks;
    add_waits(retry, loop);
    if (accepts(retry, site, loop)) candidates.push_back(std::move(retry));
  }
  keep_one(candidates);
  std::ranges::move(candidates, std::back_inserter(found));
}

void find_loop_retries(RetryParts& parts, std::vector<Retry>& found) {
  for (unsigned f = 0; f < parts.flow().function_count(); ++f) LoopReader(parts, f).run(found);
}

}  // namespace assay::checks
