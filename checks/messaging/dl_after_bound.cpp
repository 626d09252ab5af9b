#include "checks/messaging/dl_after_bound.hpp"

namespace assay::checks::messaging {

namespace {

core::Finding judge(const RuleInput& input, const DeadLetters& letters) {
  using Bound = DeadLetters::Bound;
  const auto put = noted(letters.put_at, "the message is put aside here");
  const bool whole = is_whole(input.flow, letters.functions);
  switch (letters.bound) {
    case Bound::counted:
      return satisfied("A message goes to " + letters.name + " only once its attempts are counted up to a limit.",
                       {put, noted(letters.bound_at, "the attempts are compared with their limit here")});
    case Bound::sorted:
      return satisfied("Failures are told apart before a message goes to " + letters.name + ".", {put});
    case Bound::never:
      return violated("The limit of attempts is so high that no message ever reaches " + letters.name + "; set one that is reached.",
                      {noted(letters.bound_at, "this limit is never reached"), put});
    case Bound::once:
      return violated("The limit lets a message try only once before it goes to " + letters.name + "; give it several attempts.",
                      {noted(letters.bound_at, "the first failure is already the last"), put});
    case Bound::first_though_counted:
      if (whole)
        return violated("Attempts are counted, but the first failure already puts the message into " + letters.name +
                            "; compare the count with a limit and try again below it.",
                        {put});
      break;
    default: break;
  }
  return cannot_tell("Whether a message is tried again before it goes to " + letters.name + " could not be decided.", {put});
}

}  // namespace

core::Finding check_dl_after_bound(const RuleInput& input) {
  std::vector<core::Finding> findings;
  for (const auto& letters : input.roles.delivery().dead_letters) findings.push_back(judge(input, letters));
  return worst_of(std::move(findings), cannot_tell("No store of dead letters was recognised in the submitted files."));
}

}  // namespace assay::checks::messaging
