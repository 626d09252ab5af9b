// Where stored data is made into events again, and what becomes of a kind that is not known there.
#include <algorithm>
#include <functional>

#include "checks/roles/event_sourcing_effects.hpp"
#include "checks/roles/event_sourcing_kinds.hpp"
#include "checks/roles/event_sourcing_writers.hpp"

namespace assay::checks {
namespace {

class Decoder {
 public:
  Decoder(const Flow& flow, const EventSourcing& found, unsigned function)
      : flow_(flow), found_(found), f_(function), function_(flow.function(function)) {}

  std::optional<KindChoice> judge() {
    find_tests();
    if (kinds_ < 2) return std::nullopt;
    const auto& at = function_.conditions[tests_.back().condition].at;
    if (is_told()) return KindChoice{at, UnknownKind::told, "an unknown kind is noticed here"};
    for (const auto& leave : function_.returns) {
      if (!on_miss(tests_, leave.guards)) continue;
      if (is_nothing(leave.value)) return judge_callers(leave.at);
      if (is_made_before(leave)) return KindChoice{leave.at, UnknownKind::dropped, "an unknown kind is taken for another one here"};
    }
    return std::nullopt;
  }

 private:
  /// A text or number of what is stored is compared with constants.
  void find_tests() {
    for (unsigned c = 0; c < function_.conditions.size(); ++c) {
      const auto& condition = function_.conditions[c];
      if (condition.kind == ConditionKind::choice && !touches(flow_, found_.family, f_, condition.value)) {
        KindTest test{c, true, {}};
        for (unsigned edge = 0; edge < condition.labels.size(); ++edge)
          if (condition.labels[edge].empty() || condition.labels[edge] == "default") test.misses.push_back(edge);
        kinds_ += static_cast<unsigned>(condition.labels.size() - test.misses.size());
        tests_.push_back(std::move(test));
      }
      if (condition.kind != ConditionKind::branch) continue;
      for (const auto& source : condition.value)
        if (source.kind == SourceKind::compare && !source.control)
          if (const auto equal = names_kind(function_.compares[source.index])) {
            tests_.push_back({c, false, {*equal ? 1U : 0U}});
            ++kinds_;
          }
    }
    std::ranges::stable_sort(tests_, {}, [&](const KindTest& test) {
      const auto& at = function_.conditions[test.condition].at;
      return std::pair(at.line, at.column);
    });
  }

  std::optional<bool> names_kind(const Compare& compare) const {
    if (compare.kind != CompareKind::equal && compare.kind != CompareKind::not_equal) return std::nullopt;
    const auto is_text = [](const Value& value) {
      return !has_origin(value) && std::ranges::any_of(literals_of(value), [](const Literal& l) { return text_of(l).value_or("") != ""; });
    };
    const bool sides = (is_text(compare.right) && has_origin(compare.left)) || (is_text(compare.left) && has_origin(compare.right));
    return sides ? std::optional(compare.kind == CompareKind::equal) : std::nullopt;
  }

  bool is_told() const {
    const auto missed = [&](const Guards& guards) { return on_miss(tests_, guards); };
    if (std::ranges::any_of(function_.raises, [&](const Raise& raise) { return missed(raise.guards); })) return true;
    for (unsigned c = 0; c < function_.calls.size(); ++c) {
      if (!missed(function_.calls[c].guards)) continue;
      if (reports({f_, c})) return true;
    }
    return false;
  }

  bool reports(Site site) const {
    const auto& call = flow_.call(site);
    if (call.simple == "abort" || call.simple == "terminate" || call.simple == "exit" || flow_.may_throw(site)) return true;
    const auto effect = effect_of(flow_, found_, site);
    if (effect && effect->kind == EffectKind::output) return true;
    return flow_.targets(site).empty() && !call.of_std && !call.result_used && call.kind == CallKind::direct;
  }

  static bool is_nothing(const Value& value) {
    return !has_origin(value) && std::ranges::all_of(literals_of(value), [](const Literal& literal) {
      return literal == "nullptr" || literal.find("nullopt") != std::string::npos || literal == "false";
    });
  }

  /// The events that a returned value is made as.
  std::set<std::string> made_as(const Return& leave) const {
    std::set<std::string> result;
    for (const auto& call : function_.calls)
      if (call.kind == CallKind::construction && found_.family.records.contains(call.type.record) && call.guards == leave.guards)
        result.insert(call.type.record);
    for (const auto& write : function_.writes)
      if (write.initialises && found_.family.owns(flow_.facts(), write.storage) && write.guards == leave.guards)
        result.insert(flow_.facts().storages.at(write.storage).owner);
    return result;
  }

  bool is_made_before(const Return& last) const {
    const auto made = made_as(last);
    return std::ranges::any_of(function_.returns, [&](const Return& leave) {
      if (&leave == &last || on_miss(tests_, leave.guards)) return false;
      const auto other = made_as(leave);
      return std::ranges::any_of(made, [&](const auto& record) { return other.contains(record); });
    });
  }

  /// Nothing is given back: whoever asked may tell.
  std::optional<KindChoice> judge_callers(const Place& at) const {
    bool passed_over = false;
    for (const auto& caller : flow_.callers(f_)) {
      const auto& by = flow_.function(caller.call.function);
      for (unsigned c = 0; c < by.conditions.size(); ++c) {
        const auto& condition = by.conditions[c];
        if (condition.kind != ConditionKind::branch || !tells(condition.value, by, caller.call.index)) continue;
        const auto under = [&](const Guards& guards) {
          return std::ranges::any_of(guards, [&](const Guard& guard) { return guard.condition == c; });
        };
        if (std::ranges::any_of(by.raises, [&](const Raise& raise) { return under(raise.guards); }))
          return KindChoice{condition.at, UnknownKind::told, "an unknown kind is noticed here"};
        for (unsigned other = 0; other < by.calls.size(); ++other)
          if (under(by.calls[other].guards) && effect_of(flow_, found_, {caller.call.function, other}))
            return KindChoice{condition.at, UnknownKind::told, "an unknown kind is noticed here"};
        passed_over = true;
      }
    }
    if (!passed_over) return std::nullopt;
    return KindChoice{at, UnknownKind::dropped, "nothing is made of a kind that is not known"};
  }

  static bool tells(const Value& value, const Function& by, unsigned call) {
    const auto direct = [&](const Value& part) {
      return std::ranges::any_of(part, [&](const Source& source) { return source.kind == SourceKind::result && source.index == call; });
    };
    return direct(value) || std::ranges::any_of(value, [&](const Source& source) {
      if (source.kind == SourceKind::compare) return direct(by.compares[source.index].left) || direct(by.compares[source.index].right);
      return source.kind == SourceKind::result && direct(by.calls[source.index].receiver);
    });
  }

  const Flow& flow_;
  const EventSourcing& found_;
  unsigned f_;
  const Function& function_;
  std::vector<KindTest> tests_;
  unsigned kinds_ = 0;
};

/// The functions whose results a fold applies.
std::set<unsigned> feeding(const Flow& flow, const EventFamily& family, const Fold& fold) {
  const auto& function = flow.function(fold.function);
  std::set<unsigned> roots;
  std::set<unsigned> seen;
  const std::function<void(const Value&)> follow = [&](const Value& value) {
    for (const auto& source : value) {
      if (source.kind != SourceKind::result || !seen.insert(source.index).second) continue;
      const auto& call = function.calls[source.index];
      for (const unsigned target : flow.targets({fold.function, source.index})) roots.insert(target);
      // `*decoded`, `std::move(event)`
      if (!call.of_std) continue;
      follow(call.receiver);
      for (const auto& argument : call.arguments) follow(argument);
    }
  };
  if (fold.call)
    for (const auto& argument : function.calls[*fold.call].arguments) follow(argument);
  for (unsigned c = 0; c < function.calls.size(); ++c)
    if (family.is_container(function.calls[c].type)) follow({{SourceKind::result, "", c, false}});
  return run_within(flow, std::move(roots));
}

}  // namespace

std::vector<KindChoice> decoder_choices(const Flow& flow, const EventSourcing& found, const Aggregate& aggregate) {
  std::vector<KindChoice> result;
  std::set<unsigned> functions;
  for (const auto& fold : aggregate.folds) functions.merge(feeding(flow, found.family, fold));
  for (const unsigned f : functions) {
    if (aggregate.applies.contains(f) || !found.family.is_event(flow.function(f).result)) continue;
    if (auto choice = Decoder(flow, found, f).judge()) result.push_back(std::move(*choice));
  }
  return result;
}

}  // namespace assay::checks
