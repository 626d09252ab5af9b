// Internal to breaker_ways: one walk through a function.
#pragma once

#include "checks/roles/breaker_ways.hpp"

namespace assay::checks {

/// A call that is being walked through.
struct Frame {
  unsigned function = 0;
  unsigned block = 0;
  unsigned step = 0;
  std::optional<unsigned> call;  ///< of the frame below
  std::vector<Known> arguments;
  std::map<unsigned, Known> results;
  std::map<unsigned, Known> filled;  ///< what calls wrote through their parameters
  std::map<unsigned, Known> compares;
  std::map<unsigned, Known> locals;
  std::map<unsigned, unsigned> visits;
  std::set<unsigned> destroyed;
  std::set<std::string> locks;   ///< held by the callers
  std::optional<bool> decided;   ///< how the last branch went
  unsigned decided_to = 0;       ///< and to which block
  Value decided_by;              ///< the parts of its condition
  Value all_decided;             ///< …and of those before it
  Known result;
  Place left_at;
  std::optional<Place> leaving;  ///< an exception leaves once the guards are destroyed
};

struct WalkState {
  std::vector<Frame> frames;
  std::map<std::string, Known> now;
  std::map<std::string, Constraint> start;
  std::vector<Event> events;
  unsigned steps = 0;
  bool constructs = false;  ///< the component itself
};

/// The first operation of a kind that a value is made with; null without one.
[[nodiscard]] const Operation* operation_of(const Function& function, const Value& value, OperationKind kind);

class Walker {
 public:
  Walker(const Flow& flow, const Component& component);
  Walked run(unsigned entry);

 private:
  using States = std::vector<WalkState>;

  // breaker_walker.cpp: the control flow
  void add_tellers();
  void advance(WalkState state);
  void take_step(WalkState state, const Step& step);
  void leave_block(WalkState state);
  void branch(WalkState state, unsigned condition);
  void choose(WalkState state, const Condition& condition);
  void go(WalkState state, unsigned edge);
  void leave_frame(WalkState state);
  void throw_from(WalkState state, const Type* type);
  bool destroy(WalkState& state, bool by_exception);
  void finish(WalkState state, WayEnd end, bool endless = false);

  // breaker_walker_calls.cpp
  void take_call(WalkState state, unsigned call);
  void enter(WalkState state, unsigned call, const std::vector<unsigned>& targets);
  void call_outside(WalkState state, unsigned call);
  bool compare_and_swap(const WalkState& state, unsigned call);
  Known library_result(const WalkState& state, const Call& call) const;
  Known foreign_result(const WalkState& state, Site site) const;
  bool is_downstream(const WalkState& state, Site site) const;
  bool leads_outside(Site site) const;
  std::set<std::string> clocks_of(Site site) const;
  bool is_judged(const std::string& storage) const;

  // breaker_walker_writes.cpp
  void write(WalkState& state, unsigned write) const;
  void put(WalkState& state, const std::string& storage, Known value) const;
  void put_flag(WalkState& state, const Write& write, const std::string& flag, bool set) const;
  void put_flags(WalkState& state, const Write& write) const;
  void construct(WalkState& state, const std::string& record) const;

  // breaker_walker_values.cpp: what a value is known to be
  Known eval(const WalkState& state, const Value& value) const;
  Known eval_source(const WalkState& state, const Source& source) const;
  Known eval_boolean(const WalkState& state, const Value& value, std::optional<unsigned> block) const;
  bool is_behind(const Frame& frame, const Value& value, const Source& local) const;
  Known content(const WalkState& state, const std::string& storage) const;
  std::optional<Known> flag(const WalkState& state, const Value& value) const;
  std::optional<Known> negated(const WalkState& state, const Value& value, std::optional<unsigned> block) const;
  void drop_objects(const Function& function, Value& value) const;
  Value parts(const Function& function, const Value& value) const;

  // breaker_walker_tests.cpp: what a comparison asks
  Known eval_compare(const WalkState& state, unsigned compare) const;
  bool orders_time(const WalkState& state, const Compare& compare, const Known& left, const Known& right, Test& test) const;
  bool orders_count(const Compare& compare, const Known& left, const Known& right, Test& test) const;
  std::optional<bool> decide(const WalkState& state, const Test& test) const;
  bool assume(WalkState& state, const Test& test, bool truth) const;

  std::set<std::string> locks_at(const WalkState& state, const std::vector<HeldLock>& held) const;
  Event event(const WalkState& state, EventKind kind, Place at) const;
  bool is_related(unsigned function) const { return related_.contains(function); }
  const Function& top(const WalkState& state) const { return flow_.function(state.frames.back().function); }

  const Flow& flow_;
  const Component& component_;
  std::set<unsigned> related_;  ///< functions that work on the component, or call such
  std::set<unsigned> outward_;  ///< functions that call what was given from outside
  mutable std::map<unsigned, Known> summaries_;
  States open_;
  Walked result_;
};

}  // namespace assay::checks
