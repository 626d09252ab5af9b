#include "checks/messaging/id_eviction.hpp"

namespace assay::checks::messaging {

namespace {

core::Finding judge(const RuleInput& input, const IdempotentConsumer& consumer) {
  using Eviction = IdempotentConsumer::Eviction;
  const auto put = noted(consumer.put_at, "an identity is recorded here");
  switch (consumer.eviction) {
    case Eviction::bounded:
      return satisfied("What " + consumer.name + " remembers is bounded.", {put, noted(consumer.eviction_at, "and goes here")});
    case Eviction::grows:
      if (input.health.sound())
        return violated("Every message's identity stays in " + consumer.name + " for ever; let old ones go, by age or by number.",
                        {put, noted(consumer.eviction_at, "this only grows")});
      break;
    default: break;
  }
  return cannot_tell("Whether old identities leave " + consumer.name + " could not be decided.", {put});
}

}  // namespace

core::Finding check_id_eviction(const RuleInput& input) {
  std::vector<core::Finding> findings;
  for (const auto& consumer : input.roles.delivery().idempotent) findings.push_back(judge(input, consumer));
  return worst_of(std::move(findings), cannot_tell("No consumer that looks up a message's identity was recognised in the submitted files."));
}

}  // namespace assay::checks::messaging
