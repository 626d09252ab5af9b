#include "checks/roles/delivery_failures.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

constexpr unsigned most_frames = 5;
constexpr double endless_limit = 100'000'000;

bool is_counted(const Flow& flow, const std::string& storage) {
  const auto known = flow.facts().storages.find(storage);
  if (known == flow.facts().storages.end()) return false;
  const auto& type = known->second.type;
  if (!type.is_number && !type.is_atomic) return false;
  return std::ranges::any_of(flow.writes_to(storage), [&](Site site) { return flow.write(site).accumulates; });
}

bool counts_up(const Flow& flow, unsigned function, unsigned local) {
  return std::ranges::any_of(flow.function(function).local_writes, [&](const LocalWrite& write) {
    return write.local == local && write.accumulates;
  });
}

/// The counters a side reads; a number of a message that another's code counts is one as well.
std::set<std::string> counters_in(const Flow& flow, unsigned function, const Value& side) {
  std::set<std::string> result;
  for (const auto& origin : trace(flow, function, side)) {
    const auto& source = origin.source;
    if (source.kind == SourceKind::storage) {
      const auto known = flow.facts().storages.find(source.symbol);
      if (known == flow.facts().storages.end()) continue;
      const bool given = known->second.type.is_number && known->second.is_field && flow.writes_to(source.symbol).empty();
      if (given || is_counted(flow, source.symbol)) result.insert(source.symbol);
    } else if (source.kind == SourceKind::local && source.index < flow.function(origin.function).locals.size()) {
      const auto& local = flow.function(origin.function).locals[source.index];
      if (local.type.is_number && counts_up(flow, origin.function, source.index)) result.insert(local.name);
    }
  }
  // `count + 1`, as it is handed on.
  for (const auto& source : side) {
    if (source.kind != SourceKind::operation || source.control) continue;
    const auto& operation = flow.function(function).operations[source.index];
    const bool field = std::ranges::any_of(operation.left, [](const Source& part) { return part.kind == SourceKind::storage; });
    if (operation.kind == OperationKind::add && operation.type.is_number && !field) result.insert("+");
  }
  return result;
}

/// `size()` bounds a store, and counts no attempts.
bool reads_size(const Flow& flow, unsigned function, const Value& side) {
  return std::ranges::any_of(trace(flow, function, side, {.callers = false}), [&](const Origin& origin) {
    if (origin.source.kind != SourceKind::result) return false;
    const auto& name = flow.call({origin.function, origin.source.index}).simple;
    return name == "size" || name == "count" || name == "length" || name == "now" || name == "find";
  });
}

struct Limit {
  std::optional<double> number;
  bool endless = false;
};

Limit limit_of(const Flow& flow, unsigned function, const Value& side) {
  Limit result;
  bool all_endless = true;
  bool any = false;
  for (const auto& origin : flow.reach(function, side, {.storage = true, .details = true})) {
    if (origin.source.kind == SourceKind::result) {
      const auto& call = flow.call({origin.function, origin.source.index});
      if (call.qualified.starts_with("std::numeric_limits") && (call.simple == "max" || call.simple == "infinity")) any = true;
      continue;
    }
    if (origin.source.kind == SourceKind::function) {
      if (origin.source.symbol.find("numeric_limits") != std::string::npos && origin.source.symbol.find("max") != std::string::npos)
        any = true;
      continue;
    }
    if (origin.source.kind == SourceKind::parameter && flow.callers(origin.function).empty()) return {};
    if (origin.source.kind != SourceKind::literal) continue;
    const auto number = number_of(origin.source.symbol);
    if (!number) continue;
    any = true;
    if (*number < endless_limit && *number >= 0) all_endless = false;
    result.number = result.number ? std::max(*result.number, *number) : *number;
  }
  result.endless = any && all_endless;
  return result;
}

/// A free function of a library's prints, locks, closes: what it is given is gone. Only a
/// client's own function to send with takes a message in, and answers at most whether it did;
/// what makes another value of it does not.
bool takes_nothing(const Call& call) {
  if (call.kind == CallKind::direct && call.record.empty()) return !call.simple.starts_with("rd_kafka_produce");
  return call.result_used && !call.type.is_bool && !call.type.is_number && !call.type.is_enum;
}

/// Puts that another's function may take: an interface or callable that was given.
std::vector<MessagePut> external_puts(const Flow& flow, const Stores& stores) {
  std::vector<MessagePut> result;
  for (unsigned f = 0; f < flow.function_count(); ++f) {
    for (unsigned c = 0; c < flow.function(f).calls.size(); ++c) {
      const auto& call = flow.call({f, c});
      if (call.of_std || call.arguments.empty() || !flow.targets({f, c}).empty() || !stores.at({f, c}).empty()) continue;
      if (call.kind == CallKind::construction || call.kind == CallKind::destruction || is_logging(flow, {f, c})) continue;
      if (call.unresolved || call.receiver_type.is_unknown || call.record.starts_with("assay_unknown")) continue;
      if (call.is_const || call.clock || call.simple.starts_with("operator") || takes_nothing(call)) continue;
      std::string store = "call:" + (call.callee.empty() ? std::to_string(f) + "#" + std::to_string(c) : call.callee);
      for (const auto& literal : literals_of(call.arguments.front())) store += " " + literal;
      result.push_back({{f, c}, std::move(store), call.arguments, true});
    }
  }
  return result;
}

/// What a call works on: its arguments, and the message that is itself called or whose member is.
std::vector<Value> operands_of(const Call& call) {
  auto result = call.arguments;
  const auto is_variable = [](const Value& value) {
    return std::ranges::any_of(value, [](const Source& source) { return source.kind == SourceKind::local && !source.control; });
  };
  if (!result.empty()) return result;
  if (is_variable(call.receiver) && !call.receiver_type.class_name.starts_with("std::")) result.push_back(call.receiver);
  if (is_variable(call.callable)) result.push_back(call.callable);
  return result;
}

class Finder {
 public:
  Finder(const Paths& paths, const Stores& stores) : paths_(paths), flow_(paths.flow()), stores_(stores) {}

  std::vector<FailurePut> run() {
    for (const auto& access : stores_.all())
      if (access.use == StoreUse::put && !access.store.starts_with("local:"))
        climb({access.call, access.store, access.given, false});
    for (const auto& put : external_puts(flow_, stores_)) climb(put);
    for (const auto& access : stores_.all())
      if (access.use == StoreUse::put && !access.is_sql && !access.store.starts_with("local:")) look_at_split(access);
    return std::move(found_);
  }

 private:
  void climb(const MessagePut& put) { climb(put, {Frame{put.call, put.given}}); }
  void climb(const MessagePut& put, std::vector<Frame> frames);
  bool look(const MessagePut& put, const std::vector<Frame>& frames);
  void look_at_split(const StoreAccess& access);
  [[nodiscard]] bool gives(Site site, const Frame& frame) const;
  [[nodiscard]] Outcome outcome_at(Site site, const Frame& frame) const;
  void add_attempts(unsigned function, const Guard& guard, std::set<Site>& result) const;
  std::set<Site> deciding(unsigned function, const Guards& guards) const;
  [[nodiscard]] bool may_process(Site site, const MessagePut& put, const Frame& frame) const;

  const Paths& paths_;
  const Flow& flow_;
  const Stores& stores_;
  std::vector<FailurePut> found_;
};

void Finder::climb(const MessagePut& put, std::vector<Frame> frames) {
  if (look(put, frames) || frames.size() >= most_frames) return;
  const unsigned function = frames.back().step.function;
  for (const auto& caller : flow_.callers(function)) {
    if (std::ranges::any_of(frames, [&](const Frame& frame) { return frame.step.function == caller.call.function; })) continue;
    auto longer = frames;
    longer.push_back({caller.call, flow_.call(caller.call).arguments});
    climb(put, std::move(longer));
  }
}

/// The calls of the function whose outcome decides about the guards.
std::set<Site> Finder::deciding(unsigned function, const Guards& guards) const {
  std::set<Site> result;
  for (const auto& guard : guards) {
    const auto& condition = flow_.function(function).conditions[guard.condition];
    // That a call did not throw is so for everything after it.
    if (condition.kind == ConditionKind::leaving && guard.edge == 0) continue;
    add_attempts(function, guard, result);
    for (const auto& origin : trace(flow_, function, condition.value, {.callers = false, .control = true})) {
      const auto kind = origin.source.kind;
      if (origin.function != function) continue;
      if (kind == SourceKind::result || kind == SourceKind::exception || kind == SourceKind::leaving)
        result.insert({function, origin.source.index});
    }
  }
  return result;
}

bool Finder::may_process(Site site, const MessagePut& put, const Frame& frame) const {
  const auto& call = flow_.call(site);
  if (site == frame.step || call.gives_access || (call.of_std && call.kind != CallKind::indirect)) return false;
  if (call.arguments.empty() && call.receiver.empty() && call.callable.empty()) return false;
  if (call.simple.starts_with("operator") && call.simple != "operator()" && call.kind != CallKind::indirect) return false;
  if (call.kind == CallKind::construction || call.kind == CallKind::destruction) return false;
  if (!stores_.at(site).empty() || is_logging(flow_, site) || call.clock) return false;
  // A look into the same store is no processing.
  for (const auto& access : stores_.all())
    if (access.store == put.store && access.use == StoreUse::look)
      for (const unsigned target : flow_.targets(site))
        if (paths_.runs(target, access.call.function) && !paths_.runs(target, put.call.function)) return false;
  if (put.external && call.callee == flow_.call(put.call).callee && !call.callee.empty()) return false;
  return paths_.leads(site.function, site.index, frame.step.index) ||
         paths_.order(site.function).reaches(
             paths_.order(site.function).point_of(StepKind::call, site.index).value_or(Point{}),
             paths_.order(site.function).point_of(StepKind::call, frame.step.index).value_or(Point{}));
}

/// Whether what is put is a call's result.
bool Finder::gives(Site site, const Frame& frame) const {
  return std::ranges::any_of(frame.given, [&](const Value& value) {
    return trace(flow_, site.function, value, {{site}}).contains(Origin{site.function, Source{SourceKind::result, "", site.index, false}});
  });
}

/// Which outcome of a call leads to a frame's step.
Outcome Finder::outcome_at(Site site, const Frame& frame) const {
  bool succeeds = false;
  bool unknown = false;
  for (const auto& guard : flow_.call(frame.step).guards) {
    const auto& condition = flow_.function(site.function).conditions[guard.condition];
    const auto told = paths_.outcome_of(site, guard);
    if (told == Outcome::failure) return told;
    if (told == Outcome::unknown) unknown = true;
    // That a call did not throw says no more than that it gave an answer.
    if (told == Outcome::success && (condition.kind != ConditionKind::leaving || flow_.call(site).returns_void)) succeeds = true;
  }
  const auto& order = paths_.order(site.function);
  const auto from = order.point_of(StepKind::call, site.index);
  const auto to = order.point_of(StepKind::call, frame.step.index);
  if (from && to && flow_.call(site).in_try && order.reaches(*from, *to, {}, {.exceptions = true, .repeats = true}) &&
      !order.reaches(*from, *to, {}, {.exceptions = false, .repeats = false}))
    return Outcome::failure;
  if (unknown) return Outcome::unknown;
  return succeeds ? Outcome::success : Outcome::unknown;
}

/// The calls in the loops that a guard leaves: attempts that a put comes after.
void Finder::add_attempts(unsigned function, const Guard& guard, std::set<Site>& result) const {
  const auto& order = paths_.order(function);
  const auto& blocks = flow_.function(function).blocks;
  for (const auto& loop : order.loops())
    for (const auto& [block, way] : loop.exits) {
      if (blocks[block].condition != guard.condition || way != guard.edge) continue;
      for (const unsigned inner : loop.blocks)
        for (const auto& step : blocks[inner].steps)
          if (step.kind == StepKind::call) result.insert({function, step.index});
    }
}

bool Finder::look(const MessagePut& put, const std::vector<Frame>& frames) {
  const auto& frame = frames.back();
  const unsigned function = frame.step.function;
  const auto& guards = flow_.call(frame.step).guards;
  Origins payload;
  for (const auto& value : frame.given) payload.merge(identity_of(flow_, trace(flow_, function, value)));
  std::optional<FailurePut> best;
  bool after_success = false;
  for (const auto& site : deciding(function, guards)) {
    if (!may_process(site, put, frame)) continue;
    Origins message;
    for (const auto& operand : operands_of(flow_.call(site))) message.merge(identity_of(flow_, trace(flow_, function, operand)));
    Tracing stop{{site}};
    Origins kept;
    for (const auto& value : frame.given) kept.merge(identity_of(flow_, trace(flow_, function, value, stop)));
    if (!overlap(kept, message)) continue;
    // What gives the message is no processing of it.
    const auto& name = flow_.call(site).type.class_name;
    const bool holds = name == "std::optional" || name == "std::unique_ptr" || name == "std::shared_ptr" || name == "std::vector";
    if (holds && gives(site, frame)) continue;
    const auto outcome = outcome_at(site, frame);
    if (outcome == Outcome::success) {
      after_success = true;
      continue;
    }
    if (best && best->outcome == Outcome::failure && outcome != Outcome::failure) continue;
    // Of several, as of the work and its acknowledgement, the first.
    const bool better = !best || outcome != best->outcome || paths_.leads(function, site.index, best->processing->index);
    if (better) best = FailurePut{put, site, outcome, frames, std::move(message), false};
  }
  if (!best) return after_success;
  found_.push_back(std::move(*best));
  return true;
}

// A failure that is reported from outside, as to a queue's class: below a limit the message goes
// back to one store, and at the limit to another.
void Finder::look_at_split(const StoreAccess& access) {
  const auto known = [&](const FailurePut& put) { return put.put.call == access.call; };
  if (std::ranges::any_of(found_, known)) return;
  const unsigned f = access.call.function;
  Origins payload;
  for (const auto& value : access.given) payload.merge(identity_of(flow_, trace(flow_, f, value, {.callers = false})));
  for (const auto& guard : flow_.call(access.call).guards) {
    const auto counts = counts_behind(flow_, f, guard.condition);
    if (counts.empty()) continue;
    // Below the limit the way leads back.
    const auto kind = flow_.compare(counts.front().compare).kind;
    const bool below_first = kind == CompareKind::less || kind == CompareKind::less_equal || kind == CompareKind::not_equal;
    if ((guard.edge == 0) == below_first) continue;
    for (const auto& other : stores_.all()) {
      if (other.call.function != f || other.use != StoreUse::put || other.store == access.store) continue;
      const auto& guards = flow_.call(other.call).guards;
      if (std::ranges::find(guards, Guard{guard.condition, guard.edge == 0 ? 1U : 0U}) == guards.end()) continue;
      Origins kept;
      for (const auto& value : other.given) kept.merge(identity_of(flow_, trace(flow_, f, value, {.callers = false})));
      const auto uses = stores_.of(other.store);
      const bool worked_off = std::ranges::any_of(uses, [](const StoreAccess* use) { return use->use == StoreUse::take; });
      if (!overlap(kept, payload) || !worked_off) continue;
      found_.push_back({{access.call, access.store, access.given, false}, std::nullopt, Outcome::failure,
                        {Frame{access.call, access.given}}, std::move(payload), true});
      found_.back().back_to = other.store;
      return;
    }
  }
}

}  // namespace

std::optional<CountCompare> as_count_compare(const Flow& flow, Site site) {
  const auto& compare = flow.compare(site);
  if (compare.kind == CompareKind::truth || !compare.arithmetic) return std::nullopt;
  for (const bool left : {true, false}) {
    const auto& counter = left ? compare.left : compare.right;
    const auto& limit = left ? compare.right : compare.left;
    if (reads_size(flow, site.function, counter)) continue;
    auto counters = counters_in(flow, site.function, counter);
    if (counters.empty()) continue;
    const auto known = limit_of(flow, site.function, limit);
    if (reads_size(flow, site.function, limit)) continue;
    return CountCompare{site, known.number, known.endless, std::move(counters)};
  }
  return std::nullopt;
}

std::vector<CountCompare> counts_behind(const Flow& flow, unsigned function, unsigned condition) {
  std::vector<CountCompare> result;
  const auto& value = flow.function(function).conditions[condition].value;
  for (const auto& origin : trace(flow, function, value, {.callers = false, .control = true})) {
    if (origin.source.kind != SourceKind::compare) continue;
    if (auto count = as_count_compare(flow, {origin.function, origin.source.index})) result.push_back(std::move(*count));
  }
  return result;
}

std::vector<FailurePut> find_failure_puts(const Paths& paths, const Stores& stores) { return Finder(paths, stores).run(); }

}  // namespace assay::checks
