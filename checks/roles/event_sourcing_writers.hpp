// Who else writes an aggregate's fields, beside what applies events.
#pragma once

#include "checks/roles/event_sourcing.hpp"

namespace assay::checks {

enum class WriterKind {
  second_apply,  ///< it is given an event, and no replay runs it
  handler,       ///< it appends or makes events
  other,         ///< a setter, a query
};

/// A write to an aggregate's field outside of what replay runs.
struct Writer {
  WriterKind kind = WriterKind::other;
  Site write;
  bool applies_too = false;  ///< the function also runs what applies events
};

/// Constructors, replays that start anew, snapshots that are taken back are no such writers.
[[nodiscard]] std::vector<Writer> find_writers(const Flow& flow, const EventSourcing& found, const Aggregate& aggregate);

/// Functions that append an event or give one back that they make; the program's start aside.
[[nodiscard]] std::set<unsigned> find_handlers(const Flow& flow, const EventSourcing& found);

/// Whether a value comes from an aggregate's fields, also through the submission's own functions.
[[nodiscard]] bool reads(const Flow& flow, const std::set<std::string>& state, unsigned function, const Value& value);

/// Whether guards have the way of a kind test that another kind takes.
[[nodiscard]] bool on_miss(const std::vector<KindTest>& tests, const Guards& guards);

}  // namespace assay::checks
