#include "checks/messaging/ob_same_transaction.hpp"

namespace assay::checks::messaging {

namespace {

core::Finding judge(const RuleInput& input, const Outbox& outbox) {
  using Writing = Outbox::Writing;
  const auto state = noted(outbox.state_at, "the state is written here");
  const auto insert = noted(outbox.insert_at, "the message is written here");
  switch (outbox.writing) {
    case Writing::same:
      return satisfied("State and message in " + outbox.name + " are written in one transaction.", {state, insert});
    case Writing::apart:
      return violated("The state is already committed when its message is written to " + outbox.name +
                          ", and a crash between loses the message; write both in one transaction.",
                      {state, noted(outbox.apart_at, "what comes here is another transaction"), insert});
    case Writing::around:
      return violated("After this commit the message is sent at once instead of through " + outbox.name +
                          ", and a crash between loses it; write it to the outbox in the transaction.",
                      {state, noted(outbox.apart_at, "the message goes around the outbox here")});
    default: break;
  }
  (void)input;
  return cannot_tell("Whether state and message are written in one transaction could not be decided.", {state, insert});
}

}  // namespace

core::Finding check_ob_same_transaction(const RuleInput& input) {
  std::vector<core::Finding> findings;
  for (const auto& outbox : input.roles.delivery().outboxes) findings.push_back(judge(input, outbox));
  return worst_of(std::move(findings), cannot_tell("No outbox was recognised in the submitted files."));
}

}  // namespace assay::checks::messaging
