#include "checks/roles/event_sourcing.hpp"

namespace assay::checks {

EventSourcing find_event_sourcing(const Flow&) { return {}; }

}  // namespace assay::checks
