#include "checks/hygiene/family.hpp"

namespace assay::checks::hygiene {

std::span<const Check> checks() { return {}; }

}  // namespace assay::checks::hygiene
