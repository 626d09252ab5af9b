#include "checks/roles/delivery.hpp"

namespace assay::checks {

Delivery find_delivery(const Flow& flow) {
  const Stores stores(flow);
  const Paths paths(flow);
  return {find_dead_letters(paths, stores), find_idempotent_consumers(paths, stores), find_outboxes(paths, stores)};
}

}  // namespace assay::checks
