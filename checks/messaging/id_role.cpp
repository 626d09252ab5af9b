#include "checks/messaging/id_role.hpp"

namespace assay::checks::messaging {

core::Finding check_id_role(const RuleInput& input) {
  const auto& all = input.roles.delivery().idempotent;
  if (all.empty()) return cannot_tell("No consumer that looks up a message's identity was recognised in the submitted files.");
  const auto& consumer = all.front();
  return satisfied("A message's identity is looked up in " + consumer.name + " before its work is done.",
                   {noted(consumer.look_at, "it is looked up here"), noted(consumer.effect_at, "this is done once"),
                    noted(consumer.put_at, "it is recorded here")});
}

}  // namespace assay::checks::messaging
