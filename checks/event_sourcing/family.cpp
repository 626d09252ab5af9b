#include "checks/event_sourcing/family.hpp"

namespace assay::checks::event_sourcing {

std::span<const Check> checks() { return {}; }

}  // namespace assay::checks::event_sourcing
