#include "checks/roles/breaker_walker.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

// A breaker's function has some dozens of ways. What has more is something else, or too
// tangled to be judged, and must not hold everything up.
constexpr std::size_t max_ways = 600;
constexpr std::size_t max_open = 1'200;
constexpr unsigned max_stretches = 6'000;  ///< between branches and calls, of all ways together
constexpr unsigned max_steps = 4'000;
constexpr unsigned max_rounds = 2;  ///< of a loop

bool is_exceptional(const std::optional<Edge>& edge) { return edge && edge->exceptional; }

bool is_equality(CompareKind kind) { return kind == CompareKind::equal || kind == CompareKind::not_equal; }

std::string last_part(const std::string& qualified) { return qualified.substr(qualified.rfind(':') + 1); }

}  // namespace

Walker::Walker(const Flow& flow, const Component& component) : flow_(flow), component_(component) {
  const auto with_callers = [&](std::vector<unsigned> open) {
    std::set<unsigned> result(open.begin(), open.end());
    while (!open.empty()) {
      const unsigned at = open.back();
      open.pop_back();
      for (const auto& caller : flow.callers(at))
        if (caller.in_place && result.insert(caller.call.function).second) open.push_back(caller.call.function);
    }
    return result;
  };
  related_ = with_callers({component.functions.begin(), component.functions.end()});
  add_tellers();
  std::vector<unsigned> outward;
  for (unsigned f = 0; f < flow.function_count(); ++f)
    for (unsigned c = 0; c < flow.function(f).calls.size(); ++c)
      if (leads_outside({f, c})) {
        outward.push_back(f);
        break;
      }
  outward_ = with_callers(std::move(outward));
}

/// What a related function asks for may be noted by one that is not, as in `permit.good()`.
void Walker::add_tellers() {
  std::set<std::string> asked;
  for (const unsigned f : related_)
    for (const auto& condition : flow_.function(f).conditions)
      for (const auto& source : condition.value)
        if (source.kind == SourceKind::storage) asked.insert(source.symbol);
  for (const auto& storage : asked)
    for (const auto& site : flow_.writes_to(storage))
      if (!flow_.write(site).initialises && !flow_.function(site.function).is_constructor) related_.insert(site.function);
}

Walked Walker::run(unsigned entry) {
  WalkState first;
  Frame frame;
  frame.function = entry;
  frame.block = flow_.function(entry).entry;
  for (unsigned i = 0; i < flow_.function(entry).parameters.size(); ++i) {
    Known given;
    given.parameters.insert(i);
    given.empty = false;
    const auto& parameter = flow_.function(entry).parameters[i];
    if (parameter.clock) given.clocks.insert(parameter.clock_name);
    frame.arguments.push_back(std::move(given));
  }
  first.frames.push_back(std::move(frame));
  if (flow_.function(entry).blocks.empty()) {
    result_.complete = false;
    return std::move(result_);
  }
  open_.push_back(std::move(first));
  while (!open_.empty()) {
    if (result_.ways.size() > max_ways || open_.size() > max_open || ++result_.stretches > max_stretches) {
      result_.complete = false;
      break;
    }
    auto state = std::move(open_.back());
    open_.pop_back();
    if (++state.steps > max_steps) {
      result_.complete = false;
      continue;
    }
    advance(std::move(state));
  }
  return std::move(result_);
}

void Walker::advance(WalkState state) {
  // Straight stretches are taken in one go: copying a state is dear.
  while (true) {
    auto& frame = state.frames.back();
    const auto& function = flow_.function(frame.function);
    if (frame.block == function.exit) return leave_frame(std::move(state));
    const auto& block = function.blocks[frame.block];
    if (frame.step >= block.steps.size()) return leave_block(std::move(state));
    const auto step = block.steps[frame.step++];
    switch (step.kind) {
      case StepKind::call:
      case StepKind::raise: return take_step(std::move(state), step);
      case StepKind::compare: frame.compares[step.index] = eval_compare(state, step.index); break;
      case StepKind::write: write(state, step.index); break;
      case StepKind::local_write: {
        const auto& fact = function.local_writes[step.index];
        auto value = eval(state, fact.value);
        bool filled = false;
        for (const auto& source : fact.value)
          if (const auto given = frame.filled.find(source.index);
              source.kind == SourceKind::result && !fact.initialises && given != frame.filled.end()) {
            value = given->second;
            filled = true;
          }
        if (fact.accumulates && !filled) {
          const auto known = frame.locals.find(fact.local);
          if (known != frame.locals.end()) value.mix(known->second);
          value.constant.reset();
          value.exact.clear();
        }
        frame.locals[fact.local] = std::move(value);
        break;
      }
      case StepKind::leave:
        frame.result = eval_boolean(state, function.returns[step.index].value, frame.block);
        frame.left_at = function.returns[step.index].at;
        break;
      case StepKind::operation:
      case StepKind::setting: break;
    }
    if (++state.steps > max_steps) {
      result_.complete = false;
      return;
    }
  }
}

void Walker::take_step(WalkState state, const Step& step) {
  if (step.kind == StepKind::call) return take_call(std::move(state), step.index);
  const auto& raise = top(state).raises[step.index];
  state.events.push_back(event(state, EventKind::raise, raise.at));
  state.frames.back().left_at = raise.at;
  throw_from(std::move(state), &raise.type);
}

void Walker::leave_block(WalkState state) {
  const auto& frame = state.frames.back();
  const auto& block = top(state).blocks[frame.block];
  const bool ends_with_call = std::ranges::any_of(block.successors, is_exceptional);
  if (block.condition && !ends_with_call) {
    const auto& condition = top(state).conditions[*block.condition];
    if (condition.kind == ConditionKind::choice) return choose(std::move(state), condition);
    if (condition.kind != ConditionKind::leaving) return branch(std::move(state), *block.condition);
  }
  for (unsigned edge = 0; edge < block.successors.size(); ++edge)
    if (block.successors[edge] && !is_exceptional(block.successors[edge])) return go(std::move(state), edge);
}

void Walker::branch(WalkState state, unsigned index) {
  const auto& function = top(state);
  const auto& condition = function.conditions[index];
  const auto& block = function.blocks[state.frames.back().block];
  if (block.successors.size() < 2) return go(std::move(state), 0);
  auto known = truth_of(eval_boolean(state, condition.value, state.frames.back().block));
  const bool is_known = known.constant.has_value();
  auto test = known.test.value_or(Test{});
  // Two positions that are compared, as at the end of a loop over what is kept, are no count.
  const bool positions = test.compare && is_equality(flow_.compare(*test.compare).kind) && !flow_.compare(*test.compare).arithmetic;
  if (test.kind == TestKind::other && !positions)
    for (const auto& storage : test.storages)
      if (component_.counters.contains(storage)) test.kind = TestKind::count;
  for (const bool way : {true, false}) {
    if (is_known && way != (known.constant != "0")) continue;
    auto next = state;
    if (!is_known) {
      const bool truth = way != test.negated;
      if (!assume(next, test, truth)) continue;
      auto told = event(next, EventKind::test, condition.at);
      told.test = test;
      told.truth = truth;
      told.locks = locks_at(next, block.held);
      next.events.push_back(std::move(told));
    }
    auto& frame = next.frames.back();
    frame.decided = way;
    frame.decided_by = parts(function, condition.value);
    append(frame.all_decided, frame.decided_by);
    frame.decided_to = block.successors[way ? 0 : 1] ? block.successors[way ? 0 : 1]->to : 0;
    go(std::move(next), way ? 0 : 1);
  }
}

void Walker::choose(WalkState state, const Condition& condition) {
  const auto& block = top(state).blocks[state.frames.back().block];
  const auto subject = eval(state, condition.value);
  std::vector<Constant> named;
  for (const auto& label : condition.labels)
    if (!label.empty() && label != "default") named.push_back(constant_of(label));
  for (unsigned edge = 0; edge < block.successors.size(); ++edge) {
    const auto label = edge < condition.labels.size() ? condition.labels[edge] : "";
    const bool rest = label.empty() || label == "default";
    auto next = state;
    if (subject.constant) {
      const bool met = rest ? std::ranges::find(named, *subject.constant) == named.end() : *subject.constant == constant_of(label);
      if (!met) continue;
    } else {
      Test test{TestKind::other, "", "", false, {}, subject.storages, subject.results, subject.parameters, false};
      if (!subject.exact.empty()) {
        test.kind = TestKind::mode;
        test.storage = subject.exact;
        if (!rest) test.constant = constant_of(label);
      }
      bool possible = true;
      if (rest && test.kind == TestKind::mode)
        for (const auto& other : named) {
          test.constant = other;
          possible = possible && assume(next, test, false);
        }
      else
        possible = assume(next, test, true);
      if (!possible) continue;
      auto told = event(next, EventKind::test, condition.at);
      told.test = test;
      told.truth = !rest;
      told.locks = locks_at(next, block.held);
      next.events.push_back(std::move(told));
    }
    go(std::move(next), edge);
  }
}

void Walker::go(WalkState state, unsigned edge) {
  auto& frame = state.frames.back();
  const auto& block = flow_.function(frame.function).blocks[frame.block];
  if (edge >= block.successors.size() || !block.successors[edge]) return;
  frame.block = block.successors[edge]->to;
  frame.step = 0;
  if (++frame.visits[frame.block] > max_rounds) return finish(std::move(state), WayEnd::returned, true);
  open_.push_back(std::move(state));
}

/// Runs the next destructor that the control flow graph does not show: of guards that an
/// exception leaves behind, or of what a smart pointer or optional holds.
bool Walker::destroy(WalkState& state, bool by_exception) {
  auto& frame = state.frames.back();
  const auto& function = flow_.function(frame.function);
  const auto run = [&](unsigned target) {
    Frame inner;
    inner.function = target;
    inner.block = flow_.function(target).entry;
    inner.locks = frame.locks;
    state.frames.push_back(std::move(inner));
    return true;
  };
  for (unsigned c = 0; by_exception && c < function.calls.size(); ++c) {
    const auto& call = function.calls[c];
    if (call.kind != CallKind::destruction || call.at.line > frame.left_at.line) continue;
    if (!frame.destroyed.insert(c).second) continue;
    for (const unsigned target : flow_.targets({frame.function, c}))
      if (is_related(target)) return run(target);
  }
  for (const auto& [number, value] : frame.locals) {
    const auto& local = function.locals[number];
    const auto& kind = local.type.class_name;
    if (kind != "std::unique_ptr" && kind != "std::optional" && kind != "std::shared_ptr") continue;
    if (local.type.is_reference || local.type.arguments.empty() || !value.constant || !value.constant->starts_with("class:")) continue;
    if (frame.result.constant == value.constant) continue;  // handed on
    if (!frame.destroyed.insert(static_cast<unsigned>(function.calls.size()) + number).second) continue;
    for (const unsigned f : related_)
      if (flow_.function(f).is_destructor && "class:" + flow_.function(f).record == *value.constant) return run(f);
  }
  return false;
}

void Walker::leave_frame(WalkState state) {
  if (destroy(state, false)) return open_.push_back(std::move(state));
  Known filled;
  for (const auto& output : top(state).outputs) filled.mix(eval(state, output.value));
  const auto left = std::move(state.frames.back());
  state.frames.pop_back();
  if (state.frames.empty()) {
    state.frames.push_back(left);
    return finish(std::move(state), WayEnd::returned);
  }
  auto& frame = state.frames.back();
  if (frame.leaving && !left.call) return throw_from(std::move(state), nullptr);
  if (left.call) frame.results[*left.call] = left.result;
  if (left.call && !filled.empty) frame.filled[*left.call] = std::move(filled);
  open_.push_back(std::move(state));
}

void Walker::throw_from(WalkState state, const Type* type) {
  while (true) {
    auto& frame = state.frames.back();
    const auto& function = flow_.function(frame.function);
    const auto& block = function.blocks[frame.block];
    // A throw expression's block, or one that ends with a call, leads to what handles it.
    std::optional<unsigned> dispatch;
    for (const auto& edge : block.successors)
      if (edge && edge->to != function.exit && (edge->exceptional || block.successors.size() == 1)) dispatch = edge->to;
    if (dispatch && !frame.leaving) {
      std::vector<const Handler*> handlers;
      std::vector<unsigned> blocks;
      for (const auto& edge : function.blocks[*dispatch].successors)
        for (const auto& handler : function.handlers)
          if (edge && handler.block == edge->to) handlers.push_back(&handler);
      const auto exact = std::ranges::find_if(handlers, [&](const Handler* handler) {
        return type != nullptr && !handler->catches_all && handler->type == type->class_name;
      });
      if (exact != handlers.end()) {
        blocks.push_back((*exact)->block);
      } else {
        // The first handler that may be meant for it; one for a class of the submission's is
        // not for what comes from outside.
        for (const auto* handler : handlers) {
          const bool general = handler->catches_all || handler->type.starts_with("std::") || handler->type.empty();
          if (!general && handlers.size() > 1) continue;
          blocks.push_back(handler->block);
          if (handler->catches_all || last_part(handler->type) == "exception") break;
        }
      }
      if (handlers.empty()) blocks.push_back(*dispatch);
      for (const unsigned to : blocks) {
        auto next = state;
        next.frames.back().block = to;
        next.frames.back().step = 0;
        open_.push_back(std::move(next));
      }
      if (!blocks.empty()) return;
    }
    frame.leaving = frame.left_at;
    if (destroy(state, true)) return open_.push_back(std::move(state));
    if (state.frames.size() == 1) return finish(std::move(state), WayEnd::threw);
    const auto through = frame.call;
    state.frames.pop_back();
    auto& outer = state.frames.back();
    outer.left_at = through ? flow_.function(outer.function).calls[*through].at : flow_.function(outer.function).at;
  }
}

void Walker::finish(WalkState state, WayEnd end, bool endless) {
  // What is given back and not known yet is told apart: the caller will.
  const auto& entry = flow_.function(state.frames.front().function);
  if (const auto test = state.frames.front().result.test; test && end == WayEnd::returned && !endless && entry.result.is_bool) {
    for (const bool value : {true, false}) {
      auto next = state;
      const bool truth = value != test->negated;
      if (!assume(next, *test, truth)) continue;
      auto told = event(next, EventKind::test, next.frames.front().left_at);
      told.test = *test;
      told.truth = truth;
      next.events.push_back(std::move(told));
      next.frames.front().result = Known::of(value ? "1" : "0");
      finish(std::move(next), end);
    }
    return;
  }
  Way way;
  way.entry = state.frames.front().function;
  way.result = state.frames.front().result;
  way.left_at = state.frames.front().left_at;
  way.events = std::move(state.events);
  way.start = std::move(state.start);
  way.end_state = std::move(state.now);
  way.end = end;
  way.endless = endless || state.constructs;
  result_.ways.push_back(std::move(way));
}

std::set<std::string> Walker::locks_at(const WalkState& state, const std::vector<HeldLock>& held) const {
  auto result = state.frames.back().locks;
  for (const auto& lock : held)
    if (lock.always) result.insert(lock.mutex.empty() ? lock.guard : lock.mutex);
  return result;
}

Event Walker::event(const WalkState& state, EventKind kind, Place at) const {
  Event result;
  result.kind = kind;
  result.at = std::move(at);
  result.function = state.frames.back().function;
  return result;
}

Walked walk(const Flow& flow, const Component& component, unsigned entry) { return Walker(flow, component).run(entry); }

bool may_start_with(const Way& way, const std::string& storage, const Constant& constant) {
  const auto known = way.start.find(storage);
  if (known == way.start.end()) return true;
  if (known->second.is) return *known->second.is == constant;
  return !known->second.is_not.contains(constant);
}

std::string flag_of(const std::string& storage, const Constant& mask) { return storage + "&" + mask; }

}  // namespace assay::checks
