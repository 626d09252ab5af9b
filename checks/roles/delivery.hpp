// Recognises dead-letter queues, idempotent consumers and outboxes by what they do; no name decides.
#pragma once

#include <vector>

#include "checks/roles/delivery_dead_letters.hpp"
#include "checks/roles/delivery_idempotency.hpp"
#include "checks/roles/delivery_outbox.hpp"
#include "checks/roles/flow.hpp"

namespace assay::checks {

/// What a submission does so that messages are neither lost nor done twice.
struct Delivery {
  std::vector<DeadLetters> dead_letters;
  std::vector<IdempotentConsumer> idempotent;
  std::vector<Outbox> outboxes;
};

[[nodiscard]] Delivery find_delivery(const Flow& flow);

}  // namespace assay::checks
