#include "checks/roles/event_sourcing_kinds.hpp"

#include <algorithm>
#include <array>

#include "checks/roles/event_sourcing_effects.hpp"
#include "checks/roles/event_sourcing_writers.hpp"

namespace assay::checks {
namespace {

/// Judges the kinds that one function tells apart by conditions.
class Chain {
 public:
  Chain(const Flow& flow, const EventSourcing& found, const Aggregate& aggregate, unsigned function, std::vector<KindTest> tests)
      : flow_(flow), found_(found), aggregate_(aggregate), f_(function), function_(flow.function(function)), tests_(std::move(tests)) {}

  std::optional<KindChoice> judge() {
    const auto& at = function_.conditions[tests_.back().condition].at;
    const auto ways = kinds();
    if (ways == 0) return std::nullopt;
    if (tells()) return KindChoice{at, UnknownKind::told, "an unknown kind is noticed here"};
    if (covers_all()) return KindChoice{at, UnknownKind::impossible, "every kind has its case"};
    // One test says something of a kind that is known; with an else, there are two kinds.
    if (ways == 1 && !looks_up()) return changes_on_miss() ? std::optional(KindChoice{at, UnknownKind::unclear, "all but one kind are treated alike"}) : std::nullopt;
    if (changes_on_miss()) return KindChoice{at, UnknownKind::unclear, "the last kind takes in whatever is unknown"};
    return KindChoice{at, UnknownKind::dropped, "nothing happens here for a kind that is not known"};
  }

 private:
  unsigned kinds() const {
    unsigned result = 0;
    for (const auto& test : tests_)
      result += test.choice ? static_cast<unsigned>(function_.conditions[test.condition].labels.size() - test.misses.size()) : 1;
    return result;
  }

  bool looks_up() const {
    return std::ranges::any_of(function_.calls, [&](const Call& call) {
      return call.of_std && call.simple == "find" && call.arguments.size() == 1 && touches(flow_, found_.family, f_, call.arguments[0]);
    });
  }

  /// A switch without default over an enumeration, with a case for each.
  bool covers_all() const {
    for (const auto& test : tests_) {
      if (!test.choice) continue;
      const auto& labels = function_.conditions[test.condition].labels;
      if (std::ranges::find(labels, "default") != labels.end()) continue;
      std::set<std::string> named;
      std::string enumeration;
      for (const auto& label : labels) {
        if (!label.starts_with('#')) continue;
        named.insert(label);
        const auto scope = label.rfind("::");
        if (scope != std::string::npos) enumeration = label.substr(1, scope - 1);
      }
      for (const auto& [id, record] : flow_.facts().classes)
        if (record.is_enum && !named.empty() && named.size() >= record.enumerators.size() &&
            (record.qualified == enumeration || record.qualified.starts_with(enumeration + "::")))
          return true;
    }
    return false;
  }

  /// On the way of an unknown kind alone: all tests were missed.
  bool is_missed(const Guards& guards) const {
    const auto& last = tests_.back();
    const bool by_last = std::ranges::any_of(guards, [&](const Guard& guard) {
      return guard.condition == last.condition && std::ranges::find(last.misses, guard.edge) != last.misses.end();
    });
    if (by_last) return true;
    return std::ranges::any_of(tests_, [&](const KindTest& test) {
      return test.choice && std::ranges::any_of(guards, [&](const Guard& guard) {
               return guard.condition == test.condition && std::ranges::find(test.misses, guard.edge) != test.misses.end();
             });
    });
  }

  bool tells() const {
    for (const auto& raise : function_.raises)
      if (is_missed(raise.guards)) return true;
    for (unsigned c = 0; c < function_.calls.size(); ++c) {
      const auto& call = function_.calls[c];
      if (is_missed(call.guards) && reports({f_, c})) return true;
      if (call.of_std && call.simple == "at" && call.arguments.size() == 1 && touches(flow_, found_.family, f_, call.arguments[0])) return true;
    }
    return returns_apart() || throws_at_the_end();
  }

  bool reports(Site site) const {
    const auto& call = flow_.call(site);
    static constexpr std::array ends{"abort", "terminate", "exit", "_Exit", "__assert_fail", "unreachable", "__builtin_unreachable",
                                     "quick_exit", "__builtin_trap", "_exit"};
    if (std::ranges::find(ends, call.simple) != ends.end()) return true;
    if (call.qualified == "std::get" || call.simple == "value" || call.qualified == "std::visit") return true;
    const auto effect = effect_of(flow_, found_, site);
    if (effect && effect->kind == EffectKind::output) return true;
    if (flow_.may_throw(site)) return true;
    for (const unsigned f : run_by(flow_, site))
      for (unsigned c = 0; c < flow_.function(f).calls.size(); ++c) {
        const auto inner = effect_of(flow_, found_, {f, c});
        if (inner && inner->kind == EffectKind::output) return true;
        if (std::ranges::find(ends, flow_.call({f, c}).simple) != ends.end()) return true;
      }
    // Somebody else's function that is called for nothing but this: a logger's, by all likelihood.
    return flow_.targets(site).empty() && !call.of_std && !call.result_used && call.kind == CallKind::direct;
  }

  /// `return false;` where every known kind gives back true.
  bool returns_apart() const {
    std::set<Literal> on_miss_given;
    std::set<Literal> otherwise;
    for (const auto& leave : function_.returns) {
      const auto literals = literals_of(leave.value);
      auto& given = is_missed(leave.guards) ? on_miss_given : otherwise;
      given.insert(literals.begin(), literals.end());
      if (literals.empty()) given.insert("");
    }
    if (on_miss_given.empty() || function_.result.name == "void") return false;
    return std::ranges::none_of(on_miss_given, [&](const Literal& literal) { return literal.empty() || otherwise.contains(literal); });
  }

  /// Each known kind returns, and what comes after them all throws.
  bool throws_at_the_end() const {
    return std::ranges::any_of(function_.raises, [&](const Raise& raise) {
      return std::ranges::any_of(tests_, [&](const KindTest& test) {
        return std::ranges::any_of(raise.guards, [&](const Guard& guard) {
          return guard.condition == test.condition && (std::ranges::find(test.misses, guard.edge) != test.misses.end());
        });
      });
    }) && std::ranges::all_of(tests_, [](const KindTest& test) { return test.choice; });
  }

  bool changes_on_miss() const {
    return std::ranges::any_of(function_.writes, [&](const Write& write) {
      return is_missed(write.guards) && aggregate_.state.contains(write.storage);
    });
  }

  const Flow& flow_;
  const EventSourcing& found_;
  const Aggregate& aggregate_;
  unsigned f_;
  const Function& function_;
  std::vector<KindTest> tests_;
};

/// Tests of a kind decide what is changed; those of other functions read events for themselves.
bool changes_state(const Flow& flow, const Aggregate& aggregate, unsigned f) {
  for (const unsigned g : run_within(flow, {f}))
    if (std::ranges::any_of(flow.function(g).writes, [&](const Write& write) { return aggregate.state.contains(write.storage); })) return true;
  return false;
}

/// What the event says is looked at before a table is: a refusal depends on it.
bool is_checked(const Flow& flow, const EventSourcing& found, unsigned f) {
  const auto& function = flow.function(f);
  const auto by_event = [&](const Guards& guards) {
    return std::ranges::any_of(guards, [&](const Guard& guard) { return touches(flow, found.family, f, function.conditions[guard.condition].value); });
  };
  if (std::ranges::any_of(function.raises, [&](const Raise& raise) { return by_event(raise.guards); })) return true;
  return std::ranges::any_of(function.calls, [&](const Call& call) {
    const bool ends = call.simple == "abort" || call.simple == "exit" || call.simple == "terminate";
    const bool looks_up = call.of_std && call.simple == "at" && call.arguments.size() == 1 && touches(flow, found.family, f, call.arguments[0]);
    return (ends && by_event(call.guards)) || looks_up;
  });
}

}  // namespace

std::vector<KindChoice> kind_choices(const Flow& flow, const EventSourcing& found, const Aggregate& aggregate) {
  std::vector<KindChoice> result;
  auto functions = aggregate.applies;
  for (const auto& fold : aggregate.folds) functions.insert(fold.function);
  for (const unsigned f : functions) {
    const auto& function = flow.function(f);
    if (!changes_state(flow, aggregate, f)) continue;
    if (auto tests = kind_tests(flow, found.family, f); !tests.empty())
      if (auto choice = Chain(flow, found, aggregate, f, std::move(tests)).judge()) result.push_back(std::move(*choice));
    for (unsigned c = 0; c < function.calls.size(); ++c) {
      if (!dispatches(flow, found.family, {f, c})) continue;
      const auto& call = function.calls[c];
      if (call.qualified == "std::visit" || call.kind == CallKind::virtual_dispatch)
        result.push_back({call.at, UnknownKind::impossible, "the compiler asks for every kind here"});
      else if (is_checked(flow, found, f))
        result.push_back({call.at, UnknownKind::told, "a kind that the table does not have is refused"});
      else
        result.push_back({call.at, UnknownKind::unclear, "a table says what is done with each kind"});
    }
  }
  return result;
}

}  // namespace assay::checks
