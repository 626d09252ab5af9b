// Recognises a circuit breaker by what its parts do to each other; no name decides.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "checks/roles/breaker_machine.hpp"
#include "checks/roles/downstream.hpp"
#include "checks/roles/flow.hpp"
#include "checks/roles/recovery.hpp"

namespace assay::checks {

/// What guards a downstream call, as far as it was recognised.
struct Breaker {
  Downstream downstream;
  /// State that decides whether the call is made and that changes as the program runs.
  std::set<std::string> guarding;
  std::vector<Decision> guards;             ///< the decisions that read it
  std::vector<Site> failure_counting;       ///< writes that add the call's outcome up
  std::vector<Site> trips;                  ///< writes that a count's comparison leads to
  std::vector<TimeComparison> recoveries;   ///< comparisons of stored time with now that let calls through again
  bool learns_from_success = false;         ///< the other outcome changes the state as well
  /// A decision reads an earlier outcome together with a clock: a loop that keeps a
  /// breaker's state in its local variables, which is not looked into further.
  bool keeps_state_in_loop = false;

  /// All parts are there. A recovery implies that a count is compared, by a trip or by
  /// the recovery's own condition.
  [[nodiscard]] bool is_complete() const {
    return !failure_counting.empty() && !recoveries.empty() && learns_from_success;
  }
};

/// The breaker around one downstream, in whatever parts it has.
[[nodiscard]] Breaker recognise_breaker(const Flow& flow, const Downstream& downstream);

/// What the rules of this family start from.
struct BreakerSearch {
  std::vector<Downstream> downstreams;
  std::vector<Breaker> breakers;  ///< one for each downstream
  std::vector<Machine> machines;  ///< those found from their own state, whoever uses them
  std::vector<Machine> near;      ///< where there is none: machines that lack one part

  /// The complete ones; of several, those of calls that give an answer.
  [[nodiscard]] std::vector<const Breaker*> complete() const;

  /// Those whose open period is known to end by time, complete or not; of several, those
  /// of calls that give an answer.
  [[nodiscard]] std::vector<const Breaker*> with_recovery() const;
};

[[nodiscard]] BreakerSearch find_breakers(const Flow& flow);

}  // namespace assay::checks
