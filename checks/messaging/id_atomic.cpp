#include "checks/messaging/id_atomic.hpp"

namespace assay::checks::messaging {

namespace {

core::Finding judge(const RuleInput& input, const IdempotentConsumer& consumer) {
  using Atomicity = IdempotentConsumer::Atomicity;
  const auto look = noted(consumer.look_at, "it is looked up here");
  const auto put = noted(consumer.put_at, "it is recorded here");
  const unsigned functions[] = {consumer.function, consumer.look.function, consumer.put.function};
  switch (consumer.atomicity) {
    case Atomicity::one_step:
      return satisfied("One step looks an identity up in " + consumer.name + " and records it.", {look});
    case Atomicity::one_lock:
      return satisfied("An identity is looked up in " + consumer.name + " and recorded under one lock.", {look, put});
    case Atomicity::split:
      if (is_whole(input.flow, functions))
        return violated("Between the look into " + consumer.name + " and the record another thread may pass with the same message; " +
                            "do both in one locked step.",
                        {look, put});
      break;
    default: break;
  }
  return cannot_tell("Whether an identity is looked up and recorded in one step could not be decided.", {look, put});
}

}  // namespace

core::Finding check_id_atomic(const RuleInput& input) {
  std::vector<core::Finding> findings;
  for (const auto& consumer : input.roles.delivery().idempotent) findings.push_back(judge(input, consumer));
  return worst_of(std::move(findings), cannot_tell("No consumer that looks up a message's identity was recognised in the submitted files."));
}

}  // namespace assay::checks::messaging
