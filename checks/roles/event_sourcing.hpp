// Recognises event sourcing by what the parts do to each other; no name of the author's decides.
//
// A *fold* is a place that runs events one after another through code that tells their kinds
// apart and changes fields: a loop, an algorithm, a recursion. Folds that change the same
// fields are of one *aggregate* (or projection). A *store* is a container that a fold reads,
// or the outside (a file, a database); an *append* adds an event to it. An aggregate whose
// fields have to do with what is appended is event sourced.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checks/roles/event_sourcing_family.hpp"
#include "checks/roles/event_sourcing_tables.hpp"
#include "checks/roles/flow.hpp"

namespace assay::checks {

/// One place where events are run through the code that applies them.
struct Fold {
  unsigned function = 0;          ///< in which the loop, the algorithm or the recursion stands
  std::optional<unsigned> call;   ///< of that function, which is given the event; none where it is applied in the loop itself
  std::optional<unsigned> loop;   ///< by number in Order::loops()
  Place at;
  std::set<unsigned> applies;     ///< functions that run under the call
  std::set<std::string> state;    ///< fields that applying changes
  std::set<std::string> counters; ///< fields that only count events
  std::set<std::string> sources;  ///< containers that the events come from, as far as known
  bool from_outside = false;      ///< from a file or database
  std::set<Site> reads;           ///< …by these calls
};

/// An event that is added to a store.
struct Append {
  Site at;                ///< a call, or a write to the container
  bool by_write = false;
  bool to_outside = false;
  std::optional<unsigned> request;  ///< by number in EventSourcing::requests
};

/// What the folds over one set of fields have in common.
struct Aggregate {
  std::vector<Fold> folds;
  std::set<unsigned> applies;
  std::set<std::string> state;
  std::set<std::string> counters;
  std::set<std::string> owners;   ///< classes whose fields the state is
  /// How it has to do with which events are appended: 3 conditions read it there, 2 new events
  /// are applied there, 1 a fold runs there, 0 not at all.
  unsigned tie = 0;
  bool decides = false;           ///< no aggregate has a closer tie; else it is a projection
};

struct EventSourcing {
  EventFamily family;
  std::vector<Aggregate> aggregates;
  std::set<std::string> stores;      ///< containers of stored events
  std::vector<Append> appends;
  std::set<unsigned> live;           ///< functions in which an event is appended, or that call such a one
  bool from_outside = false;         ///< some events are read from a file or database
  std::set<std::string> tables;      ///< tables of a key-value database that events are read from, as in TableRequest
  std::vector<TableRequest> requests;  ///< all that are made
  std::set<std::string> caches;      ///< stores that are filled from a file or database, to which events are added too

  [[nodiscard]] bool found() const { return !aggregates.empty(); }
  /// The aggregates that decide, without the projections.
  [[nodiscard]] std::vector<const Aggregate*> deciding() const;
};

/// The functions that run, before their calls return, within some, which run in `from`. A helper
/// that is given what to do runs of that only what stands in one of these.
[[nodiscard]] std::set<unsigned> run_within(const Flow& flow, std::set<unsigned> functions, std::optional<unsigned> from = {});

/// The functions that run what a call calls, not its own.
[[nodiscard]] std::set<unsigned> run_by(const Flow& flow, Site call);

/// Those functions and all that call them in place.
[[nodiscard]] std::set<unsigned> callers_of(const Flow& flow, std::set<unsigned> functions);

/// Whether a function gives back an event, or several, that it makes.
[[nodiscard]] bool makes_event(const Flow& flow, const EventFamily& family, unsigned function);

/// The place of an append.
[[nodiscard]] const Place& place_of(const Flow& flow, const Append& append);
[[nodiscard]] const Guards& guards_of(const Flow& flow, const Append& append);

[[nodiscard]] EventSourcing find_event_sourcing(const Flow& flow);

}  // namespace assay::checks
