#include "checks/roles/delivery_losses.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

using Puts = std::vector<const FailurePut*>;

class Losses {
 public:
  Losses(const Paths& paths, const Stores& stores, const Puts& puts, DeadLetters& letters)
      : paths_(paths), flow_(paths.flow()), stores_(stores), puts_(puts), letters_(letters) {}

  void run() {
    letters_.paths_known = true;
    for (const unsigned f : letters_.functions)
      if (!paths_.order(f).known()) letters_.paths_known = false;
    if (!letters_.paths_known) return;
    for (const auto* put : puts_) {
      for (unsigned i = 0; i < put->frames.size(); ++i) look_at_guards(*put, i);
    }
    look_at_handlers();
    look_before();
  }

 private:
  std::vector<Point> handled(unsigned function) const;
  bool is_handling(Site site) const;
  bool is_telling_return(unsigned function, unsigned index) const;
  bool is_lost_from(unsigned function, Point from) const;
  bool is_made_in(const Origin& origin, unsigned function, const Loop& loop) const;
  bool is_attempting(unsigned function, const Guard& guard, unsigned put) const;
  bool was_taken() const;
  bool is_count(unsigned function, const Condition& condition) const;
  bool is_after_failure(const FailurePut& put, const Guard& guard, unsigned step) const;
  void look_at_guards(const FailurePut& put, unsigned frame);
  void look_at_handlers();
  void look_before();
  void add(const Place& at) {
    const bool known = std::ranges::any_of(letters_.losses, [&](const Place& other) { return same_place(at, other); });
    if (!known) letters_.losses.push_back(at);
  }

  const Paths& paths_;
  const Flow& flow_;
  const Stores& stores_;
  const Puts& puts_;
  DeadLetters& letters_;
};

bool Losses::is_handling(Site site) const {
  const auto& call = flow_.call(site);
  for (const auto* put : puts_)
    for (const auto& frame : put->frames)
      if (frame.step == site) return true;
  if (site == *letters_.processing) return false;
  if (call.kind == CallKind::destruction || call.kind == CallKind::deallocation || call.gives_access) return false;
  if (is_logging(flow_, site)) return true;
  for (const auto* access : stores_.at(site))
    if (access->use == StoreUse::put || access->use == StoreUse::update) return true;
  if (!stores_.at(site).empty() || call.of_std) return false;
  static const std::set<std::string> letting_go{"free", "g_free", "rd_kafka_message_destroy"};
  if (letting_go.contains(call.simple)) return false;
  // What the good way does as well, as an acknowledgement, is no care for the failed one.
  const auto& all = flow_.function(site.function).calls;
  return std::ranges::none_of(all, [&](const Call& other) {
    return &other != &call && !call.callee.empty() && other.callee == call.callee;
  });
}

/// A result that says more than what every way after the processing gives.
bool Losses::is_telling_return(unsigned function, unsigned index) const {
  const auto& fact = flow_.function(function);
  const auto& value = fact.returns[index].value;
  if (value.empty()) return false;
  return std::ranges::any_of(fact.returns, [&](const Return& other) { return other.value != value; });
}

std::vector<Point> Losses::handled(unsigned function) const {
  const auto& fact = flow_.function(function);
  const auto& order = paths_.order(function);
  std::vector<Point> result;
  const auto add = [&](StepKind kind, unsigned index) {
    if (const auto point = order.point_of(kind, index)) result.push_back(*point);
  };
  for (unsigned c = 0; c < fact.calls.size(); ++c)
    if (is_handling({function, c})) add(StepKind::call, c);
  // Another attempt with the same message.
  if (function == letters_.function) add(StepKind::call, letters_.processing->index);
  for (unsigned r = 0; r < fact.raises.size(); ++r) add(StepKind::raise, r);
  for (unsigned r = 0; r < fact.returns.size(); ++r)
    if (is_telling_return(function, r)) add(StepKind::leave, r);
  for (unsigned w = 0; w < fact.writes.size(); ++w) {
    // A counter of failures tells; what belongs to the message does not.
    const auto known = flow_.facts().storages.find(fact.writes[w].storage);
    if (known == flow_.facts().storages.end() || !fact.writes[w].accumulates) continue;
    if (known->second.owner == fact.record && known->second.type.is_number) add(StepKind::write, w);
  }
  return result;
}

bool Losses::is_lost_from(unsigned function, Point from) const {
  const auto& order = paths_.order(function);
  const auto avoiding = handled(function);
  if (std::ranges::find(avoiding, from) != avoiding.end()) return false;
  // The first step of the block counts too: reaches() starts after the point that it is given.
  const auto starts = std::ranges::any_of(avoiding, [&](const Point& point) { return point.block == from.block; });
  if (starts) return false;
  const Ways ways{.exceptions = false, .repeats = false};
  if (order.reaches(from, order.exit(), avoiding, ways)) return true;
  if (function != letters_.function) return false;
  const auto call = order.point_of(StepKind::call, letters_.processing->index);
  if (!call) return false;
  // Going round to the next message, not to another attempt.
  for (const unsigned loop : order.loops_around(*call)) {
    const auto& fact = order.loops()[loop];
    bool takes = false;
    for (const auto* put : puts_)
      for (const auto& origin : put->message) takes = takes || is_made_in(origin, function, fact);
    if (!takes) continue;
    for (const unsigned back : fact.back) {
      const auto end = static_cast<unsigned>(flow_.function(function).blocks[back].steps.size());
      if (from.block == back || order.reaches(from, Point{back, end}, avoiding, ways)) return true;
    }
  }
  return false;
}

// A put that something else decides about than the outcome and the count: its other way must
// lead somewhere as well.
/// The message is another one in each round of the loop.
bool Losses::is_made_in(const Origin& origin, unsigned function, const Loop& loop) const {
  if (origin.function != function) return false;
  const auto& order = paths_.order(function);
  std::optional<Point> point;
  if (origin.source.kind == SourceKind::result) point = order.point_of(StepKind::call, origin.source.index);
  if (origin.source.kind == SourceKind::local) {
    const auto& writes = flow_.function(function).local_writes;
    for (unsigned w = 0; w < writes.size(); ++w)
      if (writes[w].local == origin.source.index && writes[w].initialises) point = order.point_of(StepKind::local_write, w);
  }
  return point && loop.blocks.contains(point->block);
}

/// The condition belongs to a loop of attempts, which the put comes after.
bool Losses::is_attempting(unsigned function, const Guard& guard, unsigned put) const {
  const auto& order = paths_.order(function);
  const auto call = order.point_of(StepKind::call, letters_.processing->index);
  const auto step = order.point_of(StepKind::call, put);
  const auto& blocks = flow_.function(function).blocks;
  if (!call || !step) return false;
  return std::ranges::any_of(order.loops(), [&](const Loop& loop) {
    return loop.blocks.contains(call->block) && !loop.blocks.contains(step->block) &&
           std::ranges::any_of(loop.blocks, [&](unsigned block) { return blocks[block].condition == guard.condition; });
  });
}

/// The message was taken out of its store before, and is nowhere else.
bool Losses::was_taken() const {
  return std::ranges::any_of(stores_.all(), [&](const StoreAccess& access) {
    return access.use == StoreUse::take && letters_.sources.contains(access.store) &&
           (access.call.function == letters_.function || paths_.runs(access.call.function, letters_.function));
  });
}

/// The condition itself compares a count; what it reads was not only set in a counted loop.
bool Losses::is_count(unsigned f, const Condition& condition) const {
  return std::ranges::any_of(condition.value, [&](const Source& source) {
    return source.kind == SourceKind::compare && !source.control && as_count_compare(flow_, {f, source.index});
  });
}

/// The condition is only asked once the processing failed: it sorts the failures.
bool Losses::is_after_failure(const FailurePut& put, const Guard& guard, unsigned step) const {
  const unsigned f = put.processing->function;
  const auto& order = paths_.order(f);
  const auto& blocks = flow_.function(f).blocks;
  const auto block = std::ranges::find(blocks, std::optional(guard.condition), &Block::condition);
  const auto call = order.point_of(StepKind::call, put.processing->index);
  if (block == blocks.end() || !call) return false;
  const Point asked{static_cast<unsigned>(block - blocks.begin()), static_cast<unsigned>(block->steps.size())};
  for (const auto& other : flow_.function(f).calls[step].guards) {
    if (other.condition == guard.condition || paths_.outcome_of(*put.processing, other) != Outcome::failure) continue;
    if (const auto way = order.after(other); way && order.dominates(*way, asked)) return true;
  }
  const Ways straight{.exceptions = false, .repeats = false};
  return flow_.call(*put.processing).in_try && !order.reaches(*call, asked, {}, straight) && order.reaches(*call, asked);
}

void Losses::look_at_guards(const FailurePut& put, unsigned index) {
  const auto& frame = put.frames[index];
  const unsigned f = frame.step.function;
  const auto& function = flow_.function(f);
  const auto& order = paths_.order(f);
  const bool top = index + 1 == put.frames.size();
  const auto call = top ? order.point_of(StepKind::call, put.processing->index) : std::nullopt;
  for (const auto& guard : flow_.call(frame.step).guards) {
    const auto& condition = function.conditions[guard.condition];
    if (condition.kind == ConditionKind::loop || condition.kind == ConditionKind::leaving ||
        condition.kind == ConditionKind::choice || condition.kind == ConditionKind::handling)
      continue;
    bool of_outcome = false;
    for (const auto& origin : trace(flow_, f, condition.value, {.callers = false, .control = true}))
      if (origin.function == f && origin.source.kind == SourceKind::result && top && origin.source.index == put.processing->index)
        of_outcome = true;
    // Who takes the message and answers has it, as another queue does.
    bool taken = false;
    bool asked = false;
    for (const auto& source : condition.value) {
      if (source.kind != SourceKind::result || source.control) continue;
      const Site site{f, source.index};
      const auto& told = flow_.call(site);
      if (!told.of_std && flow_.targets(site).empty() && !(top && site == *put.processing)) taken = true;
      const auto of_processing = [&](const Value& value) {
        return top && std::ranges::any_of(value, [&](const Source& part) {
                 return part.kind == SourceKind::result && part.index == put.processing->index && !part.control;
               });
      };
      if (told.of_std && (of_processing(told.receiver) || std::ranges::any_of(told.arguments, of_processing))) asked = true;
    }
    const bool failed = top && is_after_failure(put, guard, frame.step.index);
    if (taken || (asked && !failed)) continue;
    const bool directly = top && !failed && paths_.outcome_of(*put.processing, guard) != Outcome::none;
    // Below the limit a message that its broker still has may be left alone.
    const bool counts = failed ? is_count(f, condition) : !counts_behind(flow_, f, guard.condition).empty();
    if (directly || (counts && !was_taken())) continue;
    if (of_outcome && !failed && put.outcome != Outcome::failure && function.handlers.empty() &&
        paths_.outcome_of(*put.processing, guard) != Outcome::none)
      continue;
    if (top && is_attempting(f, guard, frame.step.index)) continue;
    // Whether there is a store at all, say, is settled elsewhere.
    if (std::ranges::none_of(condition.value, [](const Source& source) {
          return !source.control && (source.kind == SourceKind::local || source.kind == SourceKind::result ||
                                     source.kind == SourceKind::parameter);
        }))
      continue;
    const auto other = order.after({guard.condition, guard.edge == 0 ? 1U : 0U});
    const auto here = order.after(guard);
    if (!other || !here) continue;
    if (call && !order.reaches(*call, *here, {}, {.exceptions = true, .repeats = failed})) continue;
    // A flag that the outcome sets is the outcome.
    const bool flag = std::ranges::all_of(condition.value, [&](const Source& source) {
      return source.control || source.kind == SourceKind::literal || source.kind == SourceKind::operation ||
             source.kind == SourceKind::local;
    });
    if (flag && of_outcome && !failed) continue;
    if (is_lost_from(f, *other)) add(condition.at);
  }
}

/// A handler around the processing that does nothing with the message.
void Losses::look_at_handlers() {
  const unsigned f = letters_.function;
  const auto& function = flow_.function(f);
  const auto point = paths_.order(f).point_of(StepKind::call, letters_.processing->index);
  if (!point) return;
  // Only ways that a throw of the processing's block takes, through blocks without steps.
  std::set<unsigned> reached;
  std::vector<unsigned> open;
  for (const auto& edge : function.blocks[point->block].successors)
    if (edge && edge->exceptional && reached.insert(edge->to).second) open.push_back(edge->to);
  while (!open.empty()) {
    const unsigned block = open.back();
    open.pop_back();
    if (!function.blocks[block].steps.empty()) continue;
    for (const auto& edge : function.blocks[block].successors)
      if (edge && reached.insert(edge->to).second) open.push_back(edge->to);
  }
  for (const auto& handler : function.handlers)
    if (reached.contains(handler.block) && !handler.rethrows && is_lost_from(f, {handler.block, 0})) add(handler.at);
}

// A message that is acknowledged before it was processed, since the submission's own code
// could not read it.
void Losses::look_before() {
  const unsigned f = letters_.function;
  const auto& function = flow_.function(f);
  const auto& order = paths_.order(f);
  Origins message;
  for (const auto* put : puts_) message.insert(put->message.begin(), put->message.end());
  for (const auto& guard : flow_.call(*letters_.processing).guards) {
    const auto& condition = function.conditions[guard.condition];
    if (condition.kind != ConditionKind::branch) continue;
    bool reads = false;
    bool asks = false;
    for (const auto& source : condition.value) {
      if (source.kind != SourceKind::result || source.control) continue;
      const Site site{f, source.index};
      if (flow_.targets(site).empty()) asks = true;
      for (const auto& access : stores_.all())
        for (const unsigned target : flow_.targets(site)) asks = asks || paths_.runs(target, access.call.function);
      for (const auto& argument : flow_.call(site).arguments)
        reads = reads || overlap(identity_of(flow_, trace(flow_, f, argument)), message);
    }
    const auto other = order.after({guard.condition, guard.edge == 0 ? 1U : 0U});
    if (!reads || asks || !other || !is_lost_from(f, *other)) continue;
    for (unsigned c = 0; c < function.calls.size(); ++c) {
      const auto& call = function.calls[c];
      const bool on_the_way = std::ranges::find(call.guards, Guard{guard.condition, guard.edge == 0 ? 1U : 0U}) != call.guards.end();
      const bool again = std::ranges::count(function.calls, call.callee, &Call::callee) > 1;
      if (!on_the_way || !again || call.callee.empty() || call.of_std || call.arguments.empty()) continue;
      for (const auto& argument : call.arguments)
        if (overlap(identity_of(flow_, trace(flow_, f, argument)), message)) add(call.at);
    }
  }
}

}  // namespace

void find_losses(const Paths& paths, const Stores& stores, const Puts& puts, DeadLetters& letters) {
  Losses(paths, stores, puts, letters).run();
}

}  // namespace assay::checks
