#include "checks/roles/delivery_paths.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

class Tracer {
 public:
  Tracer(const Flow& flow, const Tracing& tracing) : flow_(flow), tracing_(tracing) {}

  void add(unsigned function, const Value& value) {
    for (auto source : value) {
      if (source.control && !tracing_.control) continue;
      source.control = false;
      if (found_.insert({function, source}).second) open_.push_back({function, std::move(source)});
    }
  }

  Origins run() {
    while (!open_.empty()) {
      const auto origin = open_.back();
      open_.pop_back();
      expand(origin);
    }
    return std::move(found_);
  }

 private:
  void expand(const Origin& origin) {
    const auto& source = origin.source;
    const Site site{origin.function, source.index};
    switch (source.kind) {
      case SourceKind::storage: {
        const auto known = flow_.facts().storages.find(source.symbol);
        if (known == flow_.facts().storages.end() || !known->second.shared_local) return;
        for (const auto& write : flow_.writes_to(source.symbol)) add(write.function, flow_.write(write).value);
        return;
      }
      case SourceKind::parameter: return tracing_.callers ? expand_parameter(origin.function, source.index) : void();
      case SourceKind::result: return tracing_.stop.contains(site) ? void() : expand_result(site);
      case SourceKind::condition:
        if (tracing_.control) add(origin.function, flow_.function(origin.function).conditions[source.index].value);
        return;
      default: return;
    }
  }

  void expand_parameter(unsigned function, unsigned index) {
    for (const auto& caller : flow_.callers(function)) {
      const auto& call = flow_.call(caller.call);
      if (caller.by_callee) {
        for (const auto& argument : call.arguments) add(caller.call.function, argument);
      } else if (index < call.arguments.size()) {
        add(caller.call.function, call.arguments[index]);
      }
    }
  }

  void expand_result(Site site) {
    const auto& call = flow_.call(site);
    const auto& targets = flow_.targets(site);
    for (const unsigned target : targets) expand_returns(site, target);
    if (!targets.empty()) return;
    add(site.function, call.receiver);
    for (const auto& argument : call.arguments) add(site.function, argument);
  }

  /// What a function gives back, its parameters replaced by what this call gives it.
  void expand_returns(Site site, unsigned target) {
    const auto& call = flow_.call(site);
    for (const auto* results : {&flow_.function(target).returns, &flow_.function(target).outputs})
      for (const auto& result : *results) {
        Value rest;
        const auto take = [&](const Source& source) {
          if (source.control && !tracing_.control) return;
          if (source.kind == SourceKind::parameter) {
            if (source.index < call.arguments.size()) add(site.function, call.arguments[source.index]);
          } else if (source.kind != SourceKind::local) {
            rest.push_back(source);
          }
        };
        for (const auto& source : result.value) take(source);
        if (tracing_.control)
          for (const auto& guard : result.guards)
            for (const auto& source : flow_.function(target).conditions[guard.condition].value) take(source);
        add(target, rest);
      }
  }

  const Flow& flow_;
  const Tracing& tracing_;
  Origins found_;
  std::vector<Origin> open_;
};

bool is_plain_number(const Type& type) { return type.is_number || type.is_bool; }

Outcome opposite(Outcome outcome) {
  if (outcome == Outcome::success) return Outcome::failure;
  if (outcome == Outcome::failure) return Outcome::success;
  return outcome;
}

bool tells(const Value& value, SourceKind kind, unsigned call) {
  return std::ranges::any_of(value, [&](const Source& source) {
    return source.kind == kind && source.index == call && !source.control;
  });
}

}  // namespace

Origins trace(const Flow& flow, unsigned function, const Value& value, const Tracing& tracing) {
  Tracer tracer(flow, tracing);
  tracer.add(function, value);
  return tracer.run();
}

Origins identity_of(const Flow& flow, const Origins& origins) {
  Origins result;
  Origins numbers;
  for (const auto& origin : origins) {
    const auto& function = flow.function(origin.function);
    switch (origin.source.kind) {
      case SourceKind::result: {
        const auto& call = function.calls[origin.source.index];
        if (call.gives_access || call.kind == CallKind::construction) break;
        if (call.of_std && call.returns_number) break;
        (call.returns_number ? numbers : result).insert(origin);
        break;
      }
      case SourceKind::parameter:
        (is_plain_number(function.parameters[origin.source.index].type) ? numbers : result).insert(origin);
        break;
      case SourceKind::local:
        if (origin.source.index < function.locals.size())
          (is_plain_number(function.locals[origin.source.index].type) ? numbers : result).insert(origin);
        break;
      case SourceKind::storage: {
        const auto known = flow.facts().storages.find(origin.source.symbol);
        if (known != flow.facts().storages.end() && known->second.shared_local && !known->second.type.is_callable)
          (is_plain_number(known->second.type) ? numbers : result).insert(origin);
        break;
      }
      default: break;
    }
  }
  return result.empty() ? numbers : result;
}

bool overlap(const Origins& a, const Origins& b) {
  return std::ranges::any_of(a, [&](const Origin& origin) { return b.contains(origin); });
}

const Order& Paths::order(unsigned function) const {
  auto& known = orders_[function];
  if (!known) known = std::make_unique<Order>(flow_.function(function));
  return *known;
}

bool Paths::runs(unsigned from, unsigned to) const {
  const auto [entry, is_new] = runs_.emplace(from, std::set<unsigned>{from});
  if (is_new) {
    std::vector<unsigned> open{from};
    while (!open.empty()) {
      const unsigned f = open.back();
      open.pop_back();
      for (unsigned c = 0; c < flow_.function(f).calls.size(); ++c) {
        for (const unsigned target : flow_.targets({f, c}))
          if (entry->second.insert(target).second) open.push_back(target);
        for (const unsigned target : flow_.handed({f, c}))
          if (flow_.call({f, c}).runs_in_place && entry->second.insert(target).second) open.push_back(target);
      }
    }
  }
  return entry->second.contains(to);
}

std::vector<unsigned> Paths::steps_to(unsigned function, Site call) const {
  if (function == call.function) return {call.index};
  std::vector<unsigned> result;
  for (unsigned c = 0; c < flow_.function(function).calls.size(); ++c) {
    const Site site{function, c};
    const auto leads = [&](unsigned target) { return runs(target, call.function); };
    const bool handed = flow_.call(site).runs_in_place && std::ranges::any_of(flow_.handed(site), leads);
    if (handed || std::ranges::any_of(flow_.targets(site), leads)) result.push_back(c);
  }
  return result;
}

bool Paths::leads(unsigned function, unsigned from, unsigned to, const std::vector<unsigned>& avoiding) const {
  const auto& order = this->order(function);
  const auto start = order.point_of(StepKind::call, from);
  const auto end = order.point_of(StepKind::call, to);
  if (!start || !end) return false;
  std::vector<Point> avoided;
  for (const unsigned c : avoiding)
    if (const auto point = order.point_of(StepKind::call, c)) avoided.push_back(*point);
  if (order.reaches(*start, *end, avoided, {.exceptions = false, .repeats = false})) return true;
  // Out of a loop it goes by its header, which is the way back as well.
  return !order.reaches(*end, *start, {}, {.exceptions = false, .repeats = true}) &&
         order.reaches(*start, *end, avoided, {.exceptions = false, .repeats = true});
}

// What a true value says of the call's outcome.
Outcome Paths::of_value(Site call, const Value& value, unsigned depth) const {
  const auto& function = flow_.function(call.function);
  const auto& fact = function.calls[call.index];
  if (depth > 8) return Outcome::unknown;
  for (const auto& source : value) {
    if (source.kind != SourceKind::operation || source.control) continue;
    const auto& operation = function.operations[source.index];
    if (operation.kind == OperationKind::logical_not && tells(operation.left, SourceKind::result, call.index))
      return opposite(of_value(call, operation.left, depth + 1));
  }
  for (const auto& source : value) {
    if (source.kind != SourceKind::compare || source.control) continue;
    const auto& compare = function.compares[source.index];
    const bool left = tells(compare.left, SourceKind::result, call.index);
    if (!left && !tells(compare.right, SourceKind::result, call.index)) continue;
    if (compare.kind == CompareKind::truth)
      return fact.type.is_number ? Outcome::failure : Outcome::success;
    const auto literals = literals_of(left ? compare.right : compare.left);
    if (literals.empty()) return Outcome::unknown;
    const auto& literal = literals.front();
    const auto number = number_of(literal);
    if (compare.kind == CompareKind::equal || compare.kind == CompareKind::not_equal) {
      Outcome equal = Outcome::unknown;
      if (literal == "true") equal = Outcome::success;
      else if (literal == "false" || literal == "nullptr") equal = Outcome::failure;
      else if (number) equal = *number == 0 || *number == 200 || *number == 202 ? Outcome::success : Outcome::unknown;
      if (number && *number != 0 && !fact.type.is_enum && equal == Outcome::unknown) equal = Outcome::unknown;
      return compare.kind == CompareKind::equal ? equal : opposite(equal);
    }
    if (number && *number == 0 && left) {
      if (compare.kind == CompareKind::less) return Outcome::failure;
      if (compare.kind == CompareKind::greater_equal) return Outcome::success;
    }
    return Outcome::unknown;
  }
  if (fact.type.is_bool) return Outcome::success;
  if (fact.type.is_pointer || fact.type.class_name.starts_with("std::expected")) return Outcome::success;
  // A number, a message or an optional error: it is not said which way is the good one.
  return Outcome::unknown;
}

Outcome Paths::outcome_of(Site call, const Guard& guard) const {
  const auto& condition = flow_.function(call.function).conditions[guard.condition];
  const bool thrown = tells(condition.value, SourceKind::exception, call.index) ||
                      tells(condition.value, SourceKind::leaving, call.index);
  if (thrown) return guard.edge == 0 ? Outcome::success : Outcome::failure;
  if (!tells(condition.value, SourceKind::result, call.index)) return Outcome::none;
  if (condition.kind == ConditionKind::choice) return Outcome::unknown;
  const auto when_true = of_value(call, condition.value, 0);
  return guard.edge == 0 ? when_true : opposite(when_true);
}

bool same_place(const Place& a, const Place& b) {
  return a.line == b.line && a.column == b.column && a.file == b.file;
}

bool is_logging(const Flow& flow, Site site) {
  const auto& call = flow.call(site);
  if (!flow.targets(site).empty()) return false;
  static const std::set<std::string> functions{"printf", "fprintf", "puts", "fputs", "perror", "syslog", "print", "println"};
  if (functions.contains(call.simple)) return true;
  if (call.simple == "operator<<") return true;
  return call.qualified.starts_with("spdlog::") || call.qualified.starts_with("fmt::") ||
         call.qualified.starts_with("google::") || call.qualified.starts_with("boost::log") || call.qualified.starts_with("plog::");
}

}  // namespace assay::checks
