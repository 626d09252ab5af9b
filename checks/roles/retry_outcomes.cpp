#include "checks/roles/retry_outcomes.hpp"

#include <algorithm>

#include "checks/roles/library.hpp"
#include "checks/roles/retry_bounds.hpp"

namespace assay::checks {
namespace {

constexpr Follow with_details{.control = false, .storage = false, .execution = false, .details = true};
constexpr Follow with_choices{.control = true, .storage = false, .execution = false, .details = true};

/// A type of which nearly every exception is.
bool is_general(const Handler& handler) {
  return handler.catches_all || handler.type == "std::exception" || handler.type.empty();
}

class OutcomeReader {
 public:
  OutcomeReader(const Flow& flow, const Retry& retry)
      : flow_(flow), retry_(retry), parts_(flow), function_(flow.function(retry.function)) {}

  Outcomes run();

 private:
  std::optional<Outcomes> by_handlers();
  bool is_bound(const Fork& fork);
  bool handler_has_fork(const Handler& handler) const;
  ErrorsTried what_else(const Fork& fork);
  bool is_caught(const Function& function, unsigned local) const;
  bool same_test(const Fork& a, const Fork& b) const;
  bool tells_several(const Fork& fork);
  bool retries_one_value(const Fork& fork) const;
  const Value& value_of(const Fork& fork) const { return flow_.function(fork.function).conditions[fork.condition].value; }
  Place place_of(const Fork& fork) const { return flow_.function(fork.function).conditions[fork.condition].at; }

  const Flow& flow_;
  const Retry& retry_;
  RetryParts parts_;
  const Function& function_;
};

/// What the handlers say: a type that ends it at once, or only some types that are caught.
std::optional<Outcomes> OutcomeReader::by_handlers() {
  if (!retry_.by_exception || function_.handlers.empty()) return std::nullopt;
  const Handler* again = nullptr;
  const Handler* end = nullptr;
  bool general = false;
  for (const auto& handler : function_.handlers) {
    bool round = false;
    if (retry_.form == RetryForm::loop) {
      round = retry_.blocks.contains(handler.block);
    } else {
      round = !handler.rethrows || handler_has_fork(handler);
    }
    if (round) {
      again = &handler;
      general = general || is_general(handler);
    } else if (!is_general(handler)) {
      end = &handler;
    }
  }
  if (again == nullptr) return std::nullopt;
  if (end != nullptr) return Outcomes{ErrorsTried::some, end->at};
  if (!general) {
    const bool wide = again->type == "std::runtime_error" || again->type == "std::logic_error";
    return Outcomes{wide ? ErrorsTried::unknown : ErrorsTried::some, again->at};
  }
  return std::nullopt;
}

bool OutcomeReader::handler_has_fork(const Handler& handler) const {
  return std::ranges::any_of(retry_.forks, [&](const Fork& fork) {
    const auto at = place_of(fork);
    return at.line >= handler.at.line;
  });
}

bool OutcomeReader::is_bound(const Fork& fork) {
  Retry one = retry_;
  one.forks = {fork};
  const auto kind = bound_of(flow_, one).kind;
  return kind != BoundKind::none && kind != BoundKind::opaque;
}

/// What a condition beside success and bound says: that it looks at the error, that it is a
/// flag or state of its own, or neither.
ErrorsTried OutcomeReader::what_else(const Fork& fork) {
  bool unknown = false;
  for (const auto& origin : flow_.reach(fork.function, value_of(fork), with_details)) {
    const auto& function = flow_.function(origin.function);
    if (origin.source.kind == SourceKind::local && is_caught(function, origin.source.index)) return ErrorsTried::some;
    if (origin.source.kind != SourceKind::result) continue;
    const Site site{origin.function, origin.source.index};
    const auto& call = flow_.call(site);
    if (library::asks_for_error(call) || (call.of_std && call.simple == "current_exception")) return ErrorsTried::some;
    // A predicate of the submission's that is given the exception.
    for (const auto& argument : call.arguments)
      for (const auto& source : argument)
        if (source.kind == SourceKind::local && is_caught(function, source.index)) return ErrorsTried::some;
    if (call.of_std || library::draws(call) || library::synchronises(call) || call.clock || !parts_.waits_in(site).empty()) continue;
    unknown = unknown || (flow_.targets(site).empty() && !parts_.comes_before(site, retry_));
  }
  return unknown ? ErrorsTried::unknown : ErrorsTried::all;
}

/// Whether a local variable is a handler's exception.
bool OutcomeReader::is_caught(const Function& function, unsigned local) const {
  if (local >= function.locals.size() || function.locals[local].is_parameter) return false;
  const auto& type = function.locals[local].type;
  const bool written = std::ranges::any_of(function.local_writes, [&](const LocalWrite& write) { return write.local == local; });
  return !written && std::ranges::any_of(function.handlers, [&](const Handler& handler) {
    return !handler.catches_all && (handler.type == type.class_name || handler.type == type.name);
  });
}

/// Two looks at the same thing, as in `if (!ok) log(); } while (!ok)`.
bool OutcomeReader::same_test(const Fork& a, const Fork& b) const {
  const auto plain = [](const Value& value) {
    Value result;
    for (const auto& source : value)
      if (!source.control && (source.kind == SourceKind::result || source.kind == SourceKind::storage || source.kind == SourceKind::literal))
        result.push_back(source);
    return result;
  };
  return plain(value_of(a)) == plain(value_of(b));
}

/// Whether a test of the outcome tells more than a success: several values, a range, a
/// value that is the reason to try again.
bool OutcomeReader::tells_several(const Fork& fork) {
  std::set<std::string> literals;
  bool range = false;
  const auto& condition = flow_.function(fork.function).conditions[fork.condition];
  if (condition.kind == ConditionKind::choice) {
    const auto ends = std::ranges::count_if(fork.end, [&](unsigned way) {
      return way < condition.labels.size() && !condition.labels[way].empty();
    });
    const bool success_ends = std::ranges::any_of(fork.end, [&](unsigned way) {
      return way < condition.labels.size() && number_of(condition.labels[way]) == 0.0;
    });
    return ends >= 2 || (ends == 1 && !success_ends && retry_.goes_on_after_success);
  }
  for (const auto& origin : flow_.reach(fork.function, value_of(fork), with_choices)) {
    if (origin.source.kind != SourceKind::compare) continue;
    const Site site{origin.function, origin.source.index};
    const auto& compare = flow_.compare(site);
    if (!parts_.tells(site.function, compare.left, retry_.invocations) && !parts_.tells(site.function, compare.right, retry_.invocations))
      continue;
    for (const auto* side : {&compare.left, &compare.right})
      for (const auto& literal : literals_of(*side)) {
        literals.insert(literal);
        const auto number = number_of(literal);
        const bool ordered = compare.kind != CompareKind::equal && compare.kind != CompareKind::not_equal;
        if (ordered && number && *number >= 300) range = true;
      }
  }
  return literals.size() >= 2 || range;
}

/// `while (r == again)`: one value of several is the reason to try again.
bool OutcomeReader::retries_one_value(const Fork& fork) const {
  for (const auto& source : value_of(fork)) {
    if (source.kind != SourceKind::compare || source.control) continue;
    const auto& compare = flow_.function(fork.function).compares[source.index];
    const bool equal = compare.kind == CompareKind::equal;
    if (!equal && compare.kind != CompareKind::not_equal) continue;
    for (const auto* side : {&compare.left, &compare.right})
      for (const auto& literal : literals_of(*side)) {
        if (literal == "nullptr" || literal == "true" || literal == "false") continue;
        const auto number = number_of(literal);
        const bool success_like = number && (*number == 0 || *number == -1 || *number == 1 || (*number >= 200 && *number < 300));
        // The true way leads round for `== again`, and the false way for `!= again`.
        if (!success_like && fork.again.contains(equal ? 0 : 1)) return true;
        if (number && literal.starts_with("#") && *number != 0 && fork.again.contains(equal ? 0 : 1)) return true;
      }
  }
  return false;
}

Outcomes OutcomeReader::run() {
  if (const auto known = by_handlers()) return *known;
  const Fork* success = nullptr;
  bool unknown = false;
  for (const auto& fork : retry_.forks) {
    if (fork.thrown) {
      success = &fork;
      continue;
    }
    if (fork.tells_outcome) {
      if (!fork.by_flag && (tells_several(fork) || retries_one_value(fork))) return {ErrorsTried::some, place_of(fork)};
      if (success != nullptr && !fork.by_flag && !success->by_flag && !success->thrown && !same_test(fork, *success))
        return {ErrorsTried::some, place_of(fork)};
      success = &fork;
      continue;
    }
    // `if (++tries > limit || is_fatal(error)) throw;` is both.
    const auto kind = what_else(fork);
    if (kind == ErrorsTried::some) return {ErrorsTried::some, place_of(fork)};
    if (is_bound(fork)) continue;
    unknown = unknown || kind == ErrorsTried::unknown;
  }
  if (unknown || (success == nullptr && !retry_.goes_on_after_success)) return {ErrorsTried::unknown, {}};
  return {ErrorsTried::all, success == nullptr ? retry_.success : place_of(*success)};
}

}  // namespace

Outcomes outcomes_of(const Flow& flow, const Retry& retry) { return OutcomeReader(flow, retry).run(); }

}  // namespace assay::checks
