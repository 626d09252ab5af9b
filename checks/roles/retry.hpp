// Recognises invocations that are reached again from their own failure edge; no name decides.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "checks/roles/flow.hpp"

namespace assay::checks {

enum class RetryForm {
  loop,       ///< a loop around the invocation
  recursion,  ///< the function is run again on failure: by a call, a timer or another thread
  requeue,    ///< what failed is put back to be worked on later
  policy,     ///< only the wait is worked out here; the attempts are made elsewhere
};

/// A condition one way of which leads to another attempt and another way of which does not.
struct Fork {
  unsigned function = 0;
  unsigned condition = 0;
  std::set<unsigned> again;    ///< the ways to another attempt
  std::set<unsigned> end;
  bool tells_outcome = false;  ///< by the invocation's result or exception
  bool by_flag = false;        ///< …through a variable that is set on success or failure
  bool thrown = false;         ///< by an exception that is caught or not
};

/// What a wait's length comes from.
struct WaitValue {
  unsigned function = 0;
  Value value;
  Place at;
};

enum class GrowthKind { multiplied, shifted, power, added, table };

/// Where a wait grows faster than linearly.
struct Growth {
  GrowthKind kind = GrowthKind::multiplied;
  Site site;        ///< an operation, or of a power the call
  Place at;
  Value exponent;   ///< of a shift or power
  bool by_constant = false;  ///< …which is always the same
  Type type;
};

/// A random number on its way into a wait.
struct Draw {
  Site call;
  bool seeded = false;     ///< from entropy, from outside, or by a call that seeds it
  bool unseeded = false;   ///< known to begin with the same number each time
};

struct Pacing {
  std::vector<Growth> growths;
  std::vector<Draw> draws;
  std::vector<Place> limits;   ///< where something bounds the wait or the exponent
  Place steps;                 ///< where it changes without growing that way
  bool opaque = false;         ///< something that could not be read goes into it
  bool reads_clock = false;
};

struct Retry {
  RetryForm form = RetryForm::loop;
  unsigned function = 0;              ///< decides about the next attempt
  std::set<unsigned> functions;       ///< its parts: the deciding one and those that wait
  std::set<unsigned> blocks;          ///< of a loop
  std::vector<Site> invocations;
  std::vector<Fork> forks;
  std::vector<Site> waits;            ///< the sleeping, waiting or scheduling calls
  std::vector<WaitValue> wait_values;
  bool goes_on_after_success = false;
  Place success;                      ///< where it goes on after a success
  bool by_exception = false;          ///< the failure is an exception
  Pacing pacing;

  [[nodiscard]] bool waits_at_all() const { return !wait_values.empty(); }
};

struct RetrySearch {
  std::vector<Retry> retries;

  /// The retries by whose waits a submission is judged: those that grow if there are any,
  /// else those that wait, else all.
  [[nodiscard]] std::vector<const Retry*> by_waits() const;

  /// …by whose attempts: the same, without policies, whose attempts are made elsewhere.
  [[nodiscard]] std::vector<const Retry*> by_attempts() const;
};

[[nodiscard]] RetrySearch find_retries(const Flow& flow);

}  // namespace assay::checks
