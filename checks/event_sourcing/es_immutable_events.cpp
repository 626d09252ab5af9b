#include "checks/event_sourcing/es_immutable_events.hpp"

#include <algorithm>

#include "checks/event_sourcing/absent.hpp"

namespace assay::checks::event_sourcing {
namespace {

/// Finds the writes to events that were made already.
class Search {
 public:
  explicit Search(const RuleInput& input) : flow_(input.flow), found_(input.roles.event_sourcing()) {
    for (const auto& aggregate : found_.aggregates) {
      applies_.insert(aggregate.applies.begin(), aggregate.applies.end());
      for (const auto& fold : aggregate.folds) folding_.insert(fold.function);
    }
  }

  std::vector<core::Location> run() {
    for (const auto& [storage, sites] : flow_.writes()) {
      if (!found_.family.owns(flow_.facts(), storage)) continue;
      for (const auto& site : sites)
        if (!flow_.write(site).initialises) judge(site);
    }
    return std::move(places_);
  }

 private:
  void judge(Site site) {
    const auto& write = flow_.write(site);
    const auto& function = flow_.function(site.function);
    if (function.is_constructor || function.is_destructor || function.simple == "operator=") return;
    const bool of_this = found_.family.records.contains(function.record) && !function.is_static &&
                         !std::ranges::any_of(write.target, [](const Source& s) {
                           return s.kind == SourceKind::local || s.kind == SourceKind::parameter || s.kind == SourceKind::result;
                         });
    if (of_this) return judge_setter(site);
    if (is_made_here(site.function, write.target)) return;
    if (is_given_to_apply(site.function, write.target) || is_stored(site.function, write.target) || is_given_const(site.function, write.target))
      places_.push_back(noted(write.at, "an event that was made already is changed here"));
  }

  /// Only a setter that is called on such an event changes one.
  void judge_setter(Site site) {
    for (const auto& caller : flow_.callers(site.function)) {
      const auto& call = flow_.call(caller.call);
      const unsigned f = caller.call.function;
      if (found_.family.records.contains(flow_.function(f).record) || is_made_here(f, call.receiver)) continue;
      if (!is_given_to_apply(f, call.receiver) && !is_stored(f, call.receiver)) continue;
      places_.push_back(noted(call.at, "an event that was made already is changed here"));
      places_.push_back(noted(flow_.write(site).at, "by this"));
    }
  }

  /// A variable that holds the event itself: a new one, or a copy.
  bool is_made_here(unsigned f, const Value& target) const {
    return std::ranges::any_of(target, [&](const Source& source) {
      if (source.kind != SourceKind::local) return false;
      const auto& type = flow_.function(f).locals[source.index].type;
      return found_.family.is_event(type) && !type.is_reference && !type.is_pointer && found_.family.records.contains(type.record);
    });
  }

  bool is_given_to_apply(unsigned f, const Value& target) const {
    if (!applies_.contains(f)) return false;
    return std::ranges::any_of(target, [&](const Source& source) {
      return source.kind == SourceKind::parameter && found_.family.is_event(flow_.function(f).parameters[source.index].type);
    });
  }

  /// Handed in to be read only: a cast took the const away.
  bool is_given_const(unsigned f, const Value& target) const {
    return std::ranges::any_of(target, [&](const Source& source) {
      if (source.kind != SourceKind::parameter || source.control) return false;
      const auto& type = flow_.function(f).parameters[source.index].type;
      return found_.family.is_event(type) && type.is_const && (type.is_reference || type.is_pointer);
    });
  }

  /// An element of a store, reached through the container itself and no copy of it.
  bool is_stored(unsigned f, const Value& target) const {
    const auto& function = flow_.function(f);
    const bool copied = std::ranges::any_of(target, [&](const Source& source) {
      if (source.kind != SourceKind::local) return false;
      const auto& local = function.locals[source.index];
      return found_.family.is_container(local.type) && !local.type.is_reference && !local.type.is_pointer;
    });
    if (copied) return false;
    const auto origins = flow_.reach(f, target, {});
    const bool through_copy = std::ranges::any_of(origins, [&](const Origin& origin) {
      if (origin.source.kind != SourceKind::result) return false;
      const auto& type = flow_.call({origin.function, origin.source.index}).type;
      return found_.family.is_container(type) && !type.is_reference && !type.is_pointer &&
             !flow_.targets({origin.function, origin.source.index}).empty();
    });
    if (through_copy) return false;
    return std::ranges::any_of(storages_in(origins), [&](const auto& storage) {
      return found_.stores.contains(storage) && !flow_.facts().storages.at(storage).type.record.empty() &&
             (found_.family.is_container(flow_.facts().storages.at(storage).type) || found_.family.is_event(flow_.facts().storages.at(storage).type));
    });
  }

  const Flow& flow_;
  const EventSourcing& found_;
  std::set<unsigned> applies_;
  std::set<unsigned> folding_;
  std::vector<core::Location> places_;
};

}  // namespace

core::Finding check_immutable_events(const RuleInput& input) {
  const auto& found = input.roles.event_sourcing();
  if (!found.found()) return absent();
  if (auto places = Search(input).run(); !places.empty())
    return violated("An event is changed after it was made, so that the history says something else than what happened; make "
                    "its fields const and fill them only in its constructor.", std::move(places));
  if (!input.health.sound()) return cannot_tell("Some of the code that handles events could not be read.");
  std::vector<core::Location> places;
  for (const auto& record : found.family.records)
    if (const auto known = input.flow.facts().classes.find(record); known != input.flow.facts().classes.end() && places.size() < enough_places)
      places.push_back(noted(known->second.at, "an event, which nothing changes once it is made"));
  return satisfied("Events are not changed once they are made.", std::move(places));
}

}  // namespace assay::checks::event_sourcing
