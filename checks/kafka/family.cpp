#include "checks/kafka/family.hpp"

#include <array>

#include "checks/kafka/kf_acks_idempotence.hpp"
#include "checks/kafka/kf_auto_commit_off.hpp"
#include "checks/kafka/kf_commit_after_processing.hpp"
#include "checks/kafka/kf_conf_checked.hpp"
#include "checks/kafka/kf_delivery_report.hpp"
#include "checks/kafka/kf_flush_close.hpp"
#include "checks/kafka/kf_group_id.hpp"
#include "checks/kafka/kf_key_set.hpp"
#include "checks/kafka/kf_known_keys.hpp"
#include "checks/kafka/kf_no_producer_per_request.hpp"
#include "checks/kafka/kf_poll_not_blocked.hpp"
#include "checks/kafka/kf_queue_full.hpp"
#include "checks/kafka/kf_role.hpp"

namespace assay::checks::kafka {

std::span<const Check> checks() {
  static constexpr std::array table{
      Check{"kf-role", "A Kafka client produces or consumes messages.", check_role},
      Check{"kf-group-id", "Every consumer that subscribes names its group.", check_group_id},
      Check{"kf-auto-commit-off", "Offsets are committed by the program, not by a timer.", check_auto_commit_off},
      Check{"kf-commit-after-processing", "An offset is committed only once its message has been processed.",
            check_commit_after_processing},
      Check{"kf-conf-checked", "The results of configuring and creating a client are looked at.", check_conf_checked},
      Check{"kf-known-keys", "Every configuration key and value is one that the client knows.", check_known_keys},
      Check{"kf-acks-idempotence", "The producer is idempotent and waits for all replicas.", check_acks_idempotence},
      Check{"kf-key-set", "Every record is produced with a key.", check_key_set},
      Check{"kf-delivery-report", "The outcome of every delivery is read.", check_delivery_report},
      Check{"kf-flush-close", "Producers are flushed and consumers closed before they go.", check_flush_close},
      Check{"kf-no-producer-per-request", "One producer serves many requests.", check_no_producer_per_request},
      Check{"kf-queue-full", "A full producer queue is waited for, and the record sent again.", check_queue_full},
      Check{"kf-poll-not-blocked", "The poll loop neither sleeps nor waits for anything else.", check_poll_not_blocked},
  };
  return table;
}

}  // namespace assay::checks::kafka
