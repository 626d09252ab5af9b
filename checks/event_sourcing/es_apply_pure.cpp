#include "checks/event_sourcing/es_apply_pure.hpp"

#include <algorithm>

#include "checks/event_sourcing/absent.hpp"
#include "checks/roles/event_sourcing_effects.hpp"
#include "checks/roles/event_sourcing_writers.hpp"
#include "checks/roles/order.hpp"

namespace assay::checks::event_sourcing {
namespace {

/// Told before the program ends or the event is refused: it does not go on to be applied.
bool ends_after(const Function& function, const Call& call) {
  const auto same = [&](const Guards& guards) {
    return !call.guards.empty() && std::ranges::all_of(call.guards, [&](const Guard& guard) { return std::ranges::find(guards, guard) != guards.end(); });
  };
  return std::ranges::any_of(function.raises, [&](const Raise& raise) { return same(raise.guards); }) ||
         std::ranges::any_of(function.calls, [&](const Call& other) {
           return (other.simple == "abort" || other.simple == "exit" || other.simple == "terminate") && same(other.guards);
         });
}

/// The calls that run while an event is applied: of the functions, and of a loop that applies
/// events itself.
std::vector<Site> calls_while_applying(const Flow& flow, const EventFamily& family, const Aggregate& aggregate) {
  std::vector<Site> result;
  for (const unsigned f : aggregate.applies)
    for (unsigned c = 0; c < flow.function(f).calls.size(); ++c) result.push_back({f, c});
  for (const auto& fold : aggregate.folds) {
    if (fold.call || !fold.loop) continue;
    const auto& function = flow.function(fold.function);
    const auto tests = kind_tests(flow, family, fold.function);
    for (unsigned c = 0; c < function.calls.size(); ++c)
      if (std::ranges::any_of(function.calls[c].guards, [&](const Guard& guard) {
            return std::ranges::any_of(tests, [&](const KindTest& test) { return test.condition == guard.condition; });
          }))
        result.push_back({fold.function, c});
  }
  return result;
}

}  // namespace

core::Finding check_apply_pure(const RuleInput& input) {
  const auto& found = input.roles.event_sourcing();
  if (!found.found()) return absent();
  std::vector<core::Location> against;
  std::vector<core::Location> unknown;
  std::vector<core::Location> applied;
  std::string what;
  for (const auto* aggregate : found.deciding()) {
    std::map<unsigned, std::vector<KindTest>> tests;
    for (const auto& site : calls_while_applying(input.flow, found.family, *aggregate)) {
      auto effect = effect_of(input.flow, found, site);
      if (!effect) continue;
      const auto [known, is_new] = tests.try_emplace(site.function);
      if (is_new) known->second = kind_tests(input.flow, found.family, site.function);
      const auto& call = input.flow.call(site);
      // An unknown event is told of, and then the program ends or goes on without it.
      if (effect->kind == EffectKind::output &&
          (on_miss(known->second, call.guards) || ends_after(input.flow.function(site.function), call)))
        continue;
      if (effect->kind == EffectKind::unknown) {
        unknown.push_back(noted(call.at, "what this does is not known"));
        continue;
      }
      if (against.empty()) what = effect->what;
      if (against.size() < enough_places) against.push_back(noted(call.at, "applying an event " + effect->what));
    }
    for (const auto& fold : aggregate->folds) applied.push_back(noted(fold.at, "events are applied here"));
  }
  if (!against.empty())
    return violated("Applying an event " + what + ", which happens again on every replay; do it where the event is made, and let "
                    "applying only change fields.", std::move(against));
  if (!unknown.empty()) return cannot_tell("Applying an event calls functions that are not in the submitted files.", std::move(unknown));
  if (!is_read(input)) return cannot_tell("Some of the code that applies events could not be read.");
  return satisfied("Applying an event changes the aggregate's fields and does nothing else.", std::move(applied));
}

}  // namespace assay::checks::event_sourcing
