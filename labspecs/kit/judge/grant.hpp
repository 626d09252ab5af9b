#pragma once

#include "sandbox/policy.hpp"

namespace assay::kit {

/// Throws LabFault where a box would be given more than lab.toml grants its program: it names
/// the key to add or to raise. A lab's limits are in one place, where an operator sees them.
void require_granted(const sandbox::Policy& policy);

}  // namespace assay::kit
