#pragma once

#include "checks/roles/breaker.hpp"
#include "checks/roles/flow.hpp"
#include "core/finding.hpp"

namespace assay::checks {

/// What a rule reads. It is worked out once for all rules.
struct RuleInput {
  const Flow& flow;
  const BreakerSearch& breakers;
  bool healthy = true;  ///< every unit was parsed without an error and read completely
};

using Rule = core::Finding (*)(const RuleInput&);

}  // namespace assay::checks
