#include "checks/kafka/family.hpp"

namespace assay::checks::kafka {

std::span<const Check> checks() { return {}; }

}  // namespace assay::checks::kafka
