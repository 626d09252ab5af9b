#include "checks/cqrs/family.hpp"

namespace assay::checks::cqrs {

std::span<const Check> checks() { return {}; }

}  // namespace assay::checks::cqrs
