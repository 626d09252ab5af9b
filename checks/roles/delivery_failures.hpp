// Messages that are put somewhere after the call that was to process them failed.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checks/roles/delivery_paths.hpp"
#include "checks/roles/delivery_stores.hpp"

namespace assay::checks {

/// A call or access that puts a message somewhere.
struct MessagePut {
  Site call;
  std::string store;          ///< as in StoreAccess, or "call:…"
  std::vector<Value> given;
  bool external = false;
};

/// A step of the way from where an outcome is looked at down to a put.
struct Frame {
  Site step;                  ///< in the frame's function: the put itself or a call towards it
  std::vector<Value> given;
};

/// A put that depends on how the processing of its message ended.
struct FailurePut {
  MessagePut put;
  std::optional<Site> processing;  ///< none where the failure is reported from outside
  Outcome outcome = Outcome::unknown;
  std::vector<Frame> frames;       ///< from the put up to the processing's function
  Origins message;
  bool counted = false;            ///< a counter's comparison decides about it
  std::string back_to;             ///< where it goes below the limit, without a processing
};

/// A comparison of a number that is counted up with a limit.
struct CountCompare {
  Site compare;
  std::optional<double> limit;     ///< where it is one literal
  bool endless = false;            ///< a limit that is never reached
  std::set<std::string> counters;
};

/// The comparison as one of a counter with a limit, if it is.
[[nodiscard]] std::optional<CountCompare> as_count_compare(const Flow& flow, Site compare);

/// The counter comparisons behind a condition of a function.
[[nodiscard]] std::vector<CountCompare> counts_behind(const Flow& flow, unsigned function, unsigned condition);

[[nodiscard]] std::vector<FailurePut> find_failure_puts(const Paths& paths, const Stores& stores);

}  // namespace assay::checks
