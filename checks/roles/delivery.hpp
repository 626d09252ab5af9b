// Recognises dead-letter queues, idempotent consumers and outboxes by what they do; no name decides.
#pragma once

#include "checks/roles/flow.hpp"

namespace assay::checks {

/// Recognises dead-letter queues, idempotent consumers and outboxes by what they do; no name decides.
struct Delivery {};

[[nodiscard]] Delivery find_delivery(const Flow& flow);

}  // namespace assay::checks
