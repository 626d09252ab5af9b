#include "checks/messaging/family.hpp"

#include <array>

#include "checks/messaging/dl_after_bound.hpp"
#include "checks/messaging/dl_keeps_payload.hpp"
#include "checks/messaging/dl_no_silent_loss.hpp"
#include "checks/messaging/dl_redrive.hpp"
#include "checks/messaging/dl_role.hpp"
#include "checks/messaging/id_atomic.hpp"
#include "checks/messaging/id_eviction.hpp"
#include "checks/messaging/id_role.hpp"
#include "checks/messaging/id_with_effect.hpp"
#include "checks/messaging/ob_marked_after_ack.hpp"
#include "checks/messaging/ob_role.hpp"
#include "checks/messaging/ob_same_transaction.hpp"

namespace assay::checks::messaging {

std::span<const Check> checks() {
  static constexpr std::array table{
      Check{"dl-role", "A message that cannot be processed is put aside, apart from where it came from.", check_dl_role},
      Check{"dl-after-bound", "A message is put aside only after its attempts are used up, or for an error that stays.", check_dl_after_bound},
      Check{"dl-keeps-payload", "A dead letter keeps the message and why it failed.", check_dl_keeps_payload},
      Check{"dl-redrive", "Dead letters can be taken back to be processed.", check_dl_redrive},
      Check{"dl-no-silent-loss", "No failed message is let go of without a trace.", check_dl_no_silent_loss},
      Check{"id-role", "A message that comes again has no second effect: its identity is looked up first.", check_id_role},
      Check{"id-atomic", "An identity is looked up and recorded in one step.", check_id_atomic},
      Check{"id-eviction", "The identities that are remembered are bounded.", check_id_eviction},
      Check{"id-with-effect", "An identity is recorded only together with the work that it stands for.", check_id_with_effect},
      Check{"ob-role", "Messages are written to an outbox beside the state, and sent from there.", check_ob_role},
      Check{"ob-same-transaction", "A message is written to the outbox in the transaction of the state that it tells of.", check_ob_same_transaction},
      Check{"ob-marked-after-ack", "A message leaves the outbox only after the broker has it.", check_ob_marked_after_ack},
  };
  return table;
}

}  // namespace assay::checks::messaging
