#include "checks/messaging/ob_role.hpp"

namespace assay::checks::messaging {

core::Finding check_ob_role(const RuleInput& input) {
  const auto& all = input.roles.delivery().outboxes;
  if (all.empty()) return cannot_tell("No outbox was recognised in the submitted files.");
  const auto& outbox = all.front();
  return satisfied("Messages wait in " + outbox.name + " and are sent from there.",
                   {noted(outbox.insert_at, "a message is written here"), noted(outbox.send_at, "it is sent here"),
                    noted(outbox.mark_at, "it is marked or removed here")});
}

}  // namespace assay::checks::messaging
