// Which locks are held around a call, its callers' locks among them.
#pragma once

#include <vector>

#include "checks/roles/flow.hpp"

namespace assay::checks {

struct HeldAround {
  HeldLock lock;
  bool certain = false;
  std::vector<Site> way;  ///< from the call outwards to the one under the lock
};

/// Every lock that is held while `call` runs, by its function or by those that run it in place.
[[nodiscard]] std::vector<HeldAround> locks_around(const Flow& flow, Site call);

}  // namespace assay::checks
