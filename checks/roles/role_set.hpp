#pragma once

#include <optional>

#include "checks/roles/breaker.hpp"
#include "checks/roles/delivery.hpp"
#include "checks/roles/event_sourcing.hpp"
#include "checks/roles/flow.hpp"
#include "checks/roles/kafka.hpp"
#include "checks/roles/retry.hpp"

namespace assay::checks {

/// What was recognised in a submission. Each role is worked out when it is first asked for,
/// and once; not for several threads.
class RoleSet {
 public:
  explicit RoleSet(const Flow& flow) : flow_(flow) {}

  [[nodiscard]] const BreakerSearch& breakers() const;
  [[nodiscard]] const EventSourcing& event_sourcing() const;
  [[nodiscard]] const RetrySearch& retries() const;
  [[nodiscard]] const Delivery& delivery() const;
  [[nodiscard]] const KafkaClients& kafka() const;

 private:
  const Flow& flow_;
  mutable std::optional<BreakerSearch> breakers_;
  mutable std::optional<EventSourcing> event_sourcing_;
  mutable std::optional<RetrySearch> retries_;
  mutable std::optional<Delivery> delivery_;
  mutable std::optional<KafkaClients> kafka_;
};

}  // namespace assay::checks
