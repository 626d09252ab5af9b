#include "checks/messaging/family.hpp"

namespace assay::checks::messaging {

std::span<const Check> checks() { return {}; }

}  // namespace assay::checks::messaging
