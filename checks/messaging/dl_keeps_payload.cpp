#include "checks/messaging/dl_keeps_payload.hpp"

namespace assay::checks::messaging {

namespace {

core::Finding judge(const RuleInput& input, const DeadLetters& letters) {
  const auto put = noted(letters.put_at, "the message is put aside here");
  if (letters.keeps_payload && letters.keeps_reason)
    return satisfied("What goes to " + letters.name + " has the message and what went wrong.", {put});
  if (!is_whole(input.flow, letters.functions))
    return cannot_tell("What goes to " + letters.name + " could not be read as a whole.", {put});
  if (letters.keeps_payload && letters.tells_reason)
    return cannot_tell("What goes to " + letters.name + " has the message; why it failed is told elsewhere.", {put});
  if (letters.keeps_payload)
    return violated("What goes to " + letters.name + " does not say why the message failed; keep the error with it.", {put});
  return violated("What goes to " + letters.name + " lacks the message's content, so that it cannot be tried again; keep all of it.", {put});
}

}  // namespace

core::Finding check_dl_keeps_payload(const RuleInput& input) {
  std::vector<core::Finding> findings;
  for (const auto& letters : input.roles.delivery().dead_letters) findings.push_back(judge(input, letters));
  return worst_of(std::move(findings), cannot_tell("No store of dead letters was recognised in the submitted files."));
}

}  // namespace assay::checks::messaging
