#pragma once

#include <string>
#include <vector>

#include "checks/roles/flow.hpp"

namespace assay::checks {

/// The calls of one function or stored callable that may be the downstream.
struct Downstream {
  std::string name;         ///< for people
  std::vector<Site> calls;
  bool answers = false;     ///< it gives a result that is looked at; else it can only throw
};

/// What a submission hands its work to: calls through an interface, or of a callable,
/// that was given to it from outside, that are not about time, and whose result or
/// exception somebody looks at. Which of them is the downstream the breaker decides.
[[nodiscard]] std::vector<Downstream> find_downstreams(const Flow& flow);

}  // namespace assay::checks
