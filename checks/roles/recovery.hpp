#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checks/roles/flow.hpp"

namespace assay::checks {

/// A comparison of a stored time with the present time.
struct TimeComparison {
  Site compare;
  std::set<std::string> stored;  ///< the storages that hold the time
};

/// The comparison as one of stored time with now, if it is: one operand reads a clock, and
/// the other (or the same, as in `now - since`) a storage that a clock's reading was
/// written to. A reading may be a bare number, from the same unknown function both times.
[[nodiscard]] std::optional<TimeComparison> as_time_comparison(const Flow& flow, Site compare);

/// A place where a clock is read, and which clock it is.
struct Reading {
  ClockKind kind = ClockKind::unknown;
  std::string clock;
  Place at;  ///< line 0 where it is known by a type only
};

/// Every clock that the operands of a comparison come from, through storages as well.
[[nodiscard]] std::vector<Reading> readings_of(const Flow& flow, const TimeComparison& comparison);

/// A function without arguments that is not in the submission and gives a number, or `now` of
/// a class whose declaration was not given, may be a clock; only that the same one is read
/// twice makes it one.
[[nodiscard]] bool may_be_clock(const Flow& flow, Site site);

/// Whether a write puts a clock's reading into its storage.
[[nodiscard]] bool writes_time(const Flow& flow, Site write);

}  // namespace assay::checks
