#include "checks/retry/family.hpp"

namespace assay::checks::retry {

std::span<const Check> checks() { return {}; }

}  // namespace assay::checks::retry
