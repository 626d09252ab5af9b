#include "checks/messaging/ob_marked_after_ack.hpp"

namespace assay::checks::messaging {

namespace {

core::Finding judge(const RuleInput& input, const Outbox& outbox) {
  using Marking = Outbox::Marking;
  const auto send = noted(outbox.send_at, "the message is sent here");
  const auto mark = noted(outbox.mark_at, "it is marked or removed here");
  const unsigned functions[] = {outbox.relay};
  const bool whole = is_whole(input.flow, functions);
  switch (outbox.marking) {
    case Marking::after: return satisfied("A message leaves " + outbox.name + " only once it was sent.", {send, mark});
    case Marking::before:
      if (whole)
        return violated("A message leaves " + outbox.name + " before it is sent, and is lost where the sending fails; send it first.",
                        {mark, send});
      break;
    case Marking::regardless:
      if (whole)
        return violated("A message leaves " + outbox.name + " whether or not the broker took it; look at the result of the sending first.",
                        {send, mark});
      break;
    default: break;
  }
  return cannot_tell("Whether a message leaves the outbox only once it was sent could not be decided.", {send, mark});
}

}  // namespace

core::Finding check_ob_marked_after_ack(const RuleInput& input) {
  std::vector<core::Finding> findings;
  for (const auto& outbox : input.roles.delivery().outboxes) findings.push_back(judge(input, outbox));
  return worst_of(std::move(findings), cannot_tell("No outbox was recognised in the submitted files."));
}

}  // namespace assay::checks::messaging
