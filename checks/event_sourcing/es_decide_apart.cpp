#include "checks/event_sourcing/es_decide_apart.hpp"

#include <algorithm>

#include "checks/event_sourcing/absent.hpp"
#include "checks/roles/event_sourcing_writers.hpp"

namespace assay::checks::event_sourcing {
namespace {

class Judge {
 public:
  Judge(const RuleInput& input, const Aggregate& aggregate) : flow_(input.flow), found_(input.roles.event_sourcing()), aggregate_(aggregate) {}

  /// Lines where applying decides.
  std::vector<core::Location> against() {
    auto applying = aggregate_.applies;
    for (const auto& writer : find_writers(flow_, found_, aggregate_))
      if (writer.kind == WriterKind::second_apply) applying.insert(writer.write.function);
    for (const unsigned f : applying) {
      if (flow_.function(f).is_constructor) continue;
      find_refusals(f);
      find_made(f);
    }
    find_results();
    return std::move(places_);
  }

 private:
  /// That a kind is unknown is no decision.
  bool depends_on_state(unsigned f, const Guards& guards, const std::vector<KindTest>& tests) const {
    return std::ranges::any_of(guards, [&](const Guard& guard) {
      if (std::ranges::find(tests, guard.condition, &KindTest::condition) != tests.end()) return false;
      const auto& condition = flow_.function(f).conditions[guard.condition];
      return condition.kind != ConditionKind::leaving && reads(flow_, aggregate_.state, f, condition.value);
    });
  }

  void find_refusals(unsigned f) {
    const auto tests = kind_tests(flow_, found_.family, f);
    for (const auto& raise : flow_.function(f).raises)
      if (raise.leaves && depends_on_state(f, raise.guards, tests)) places_.push_back(noted(raise.at, "an event is refused while it is applied"));
  }

  void find_made(unsigned f) {
    const auto& function = flow_.function(f);
    const bool makes = std::ranges::any_of(function.writes, [&](const Write& write) {
      return write.initialises && found_.family.owns(flow_.facts(), write.storage);
    }) || std::ranges::any_of(function.calls, [&](const Call& call) {
      return call.kind == CallKind::construction && found_.family.records.contains(call.type.record) && !call.arguments.empty();
    });
    if (!makes) return;
    for (unsigned c = 0; c < function.calls.size(); ++c) {
      const auto ran = run_by(flow_, {f, c});
      const bool appends = std::ranges::any_of(found_.appends, [&](const Append& append) {
        return ran.contains(append.at.function) || append.at == Site{f, c};
      });
      if (appends) places_.push_back(noted(function.calls[c].at, "applying an event makes another one"));
    }
  }

  /// `if (!apply(event)) return;` before the event is stored.
  void find_results() {
    for (const auto& append : found_.appends) {
      const unsigned f = append.at.function;
      if (aggregate_.applies.contains(f)) continue;
      for (const auto& where : ways(append))
        for (const auto& guard : where.second) {
          const auto& condition = flow_.function(where.first).conditions[guard.condition];
          if (condition.kind == ConditionKind::leaving) continue;
          for (const auto& source : condition.value)
            if (source.kind == SourceKind::result && applies_event({where.first, source.index}))
              places_.push_back(noted(condition.at, "whether the event is stored depends on how it was applied"));
        }
    }
  }

  /// The append's own guards, and those of the calls one step up.
  std::vector<std::pair<unsigned, Guards>> ways(const Append& append) const {
    std::vector<std::pair<unsigned, Guards>> result{{append.at.function, guards_of(flow_, append)}};
    for (const auto& caller : flow_.callers(append.at.function))
      result.emplace_back(caller.call.function, flow_.call(caller.call).guards);
    return result;
  }

  bool applies_event(Site site) const {
    const auto& targets = flow_.targets(site);
    const auto& call = flow_.call(site);
    return std::ranges::any_of(targets, [&](unsigned f) { return aggregate_.applies.contains(f); }) &&
           std::ranges::any_of(call.argument_types, [&](const Type& type) { return found_.family.is_event(type); }) &&
           std::ranges::any_of(targets, [&](unsigned f) {
             return std::ranges::any_of(flow_.function(f).writes, [&](const Write& w) { return aggregate_.state.contains(w.storage); });
           });
  }

  const Flow& flow_;
  const EventSourcing& found_;
  const Aggregate& aggregate_;
  std::vector<core::Location> places_;
};

/// `record("paid", 3)`: the function is given an event's parts, tells kinds apart by them and decides
/// nothing by what the fields say; it applies the event for a second time, see es-replay-same-apply.
bool applies_by_parts(const Flow& flow, const Aggregate& aggregate, Site write) {
  const auto& function = flow.function(write.function);
  const auto names_kind = [&](const Value& value) {
    return std::ranges::any_of(value, [&](const Source& source) {
      if (source.kind != SourceKind::compare || source.control) return false;
      const auto& compare = function.compares[source.index];
      const auto is_given = [](const Value& side) {
        return std::ranges::any_of(side, [](const Source& s) { return s.kind == SourceKind::parameter && !s.control; });
      };
      const bool right = !has_origin(compare.right) && is_given(compare.left);
      const bool left = !has_origin(compare.left) && is_given(compare.right);
      return (compare.kind == CompareKind::equal || compare.kind == CompareKind::not_equal) && (left || right);
    });
  };
  const bool chosen = std::ranges::any_of(flow.write(write).guards, [&](const Guard& guard) {
    return names_kind(function.conditions[guard.condition].value);
  });
  return chosen && std::ranges::none_of(function.conditions, [&](const Condition& condition) {
    return condition.kind != ConditionKind::leaving && reads(flow, aggregate.state, write.function, condition.value);
  });
}

}  // namespace

core::Finding check_decide_apart(const RuleInput& input) {
  const auto& found = input.roles.event_sourcing();
  if (!found.found()) return absent();
  bool mixed = false;
  std::vector<core::Location> undecided;
  for (const auto* aggregate : found.deciding()) {
    if (auto places = Judge(input, *aggregate).against(); !places.empty())
      return violated("Whether something may happen is decided while its event is applied, so that a replay may fail or decide "
                      "anew; check the command first, and only then make the event.", std::move(places));
    std::vector<core::Location> direct;
    for (const auto& writer : find_writers(input.flow, found, *aggregate)) {
      if (writer.kind != WriterKind::handler || applies_by_parts(input.flow, *aggregate, writer.write)) continue;
      auto place = noted(input.flow.write(writer.write).at, "the command changes this itself");
      if (writer.applies_too) mixed = true;
      (writer.applies_too ? undecided : direct).push_back(std::move(place));
    }
    if (!direct.empty())
      return violated("Commands change the aggregate's fields while they decide; let them only check and make events, and change "
                      "the fields where events are applied.", std::move(direct));
  }
  if (mixed) return cannot_tell("Commands make events and also change fields themselves.", std::move(undecided));
  std::vector<core::Location> handlers;
  for (const unsigned f : find_handlers(input.flow, found))
    if (handlers.size() < enough_places) handlers.push_back(noted(input.flow.function(f).at, "this only decides and makes events"));
  if (handlers.empty() || !is_read(input)) return cannot_tell("No function that decides which events come was recognised.");
  return satisfied("Commands are checked before their events are made, and applying an event refuses nothing.", std::move(handlers));
}

}  // namespace assay::checks::event_sourcing
