#include "checks/kafka/kf_group_id.hpp"

#include <algorithm>

namespace assay::checks::kafka {
namespace {

core::Finding judge(const RuleInput& input, const Client& client) {
  const auto made = noted(input.flow.call(client.made).at, "the consumer is made here");
  const auto* group = client.configuration.find("group.id");
  if (group == nullptr) {
    if (!client.configuration.complete || !input.health.sound())
      return cannot_tell("Not everything that the consumer is configured with could be seen, so whether group.id is set is not known.", {made});
    return violated("The consumer subscribes and sets no group.id, so its offsets belong to no group; set one that stays the same.", {made});
  }
  const auto at = noted(group->at, "group.id is set here");
  if (group->known && group->values.size() == 1 && group->values.front().empty())
    return violated("The consumer's group.id is empty; give the group a name that stays the same.", {at});
  if (group->varies)
    return violated("The consumer's group.id is different at every start, so no offset is ever found again; use a fixed name.", {at});
  return satisfied("The consumer names its group with group.id.", {at});
}

}  // namespace

core::Finding check_group_id(const RuleInput& input) {
  const auto& kafka = input.roles.kafka();
  const auto absent = cannot_tell("No Kafka consumer that subscribes was recognised in the submitted files.");
  if (!kafka.has(Act::subscribe)) return absent;
  std::vector<core::Finding> findings;
  for (const auto* client : kafka.consumers())
    if (!client->use.old_consumer) findings.push_back(judge(input, *client));
  return worst_of(std::move(findings), absent);
}

}  // namespace assay::checks::kafka
