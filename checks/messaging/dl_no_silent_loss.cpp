#include "checks/messaging/dl_no_silent_loss.hpp"

namespace assay::checks::messaging {

namespace {

core::Finding judge(const RuleInput& input, const DeadLetters& letters) {
  const auto put = noted(letters.put_at, "other failures are put aside here");
  const bool whole = is_whole(input.flow, letters.functions);
  if (!letters.losses.empty() && whole) {
    std::vector<core::Location> places;
    for (const auto& loss : letters.losses) places.push_back(noted(loss, "from here a failed message is let go of"));
    places.push_back(put);
    return violated("Some failed messages are neither tried again, nor put into " + letters.name +
                        ", nor reported; give each failure such an end.",
                    std::move(places));
  }
  if (letters.eviction && whole)
    return violated("Once it is full, " + letters.name + " forgets messages and tells nobody; report them, or refuse.",
                    {noted(*letters.eviction, "a message is forgotten here"), put});
  if (letters.paths_known && letters.processing && whole)
    return satisfied("Every failure that was seen ends in another attempt, in " + letters.name + " or in a report.",
                     {noted(letters.put_at, "failures are put aside here")});
  return cannot_tell("The ways of a failed message could not be followed.", {put});
}

}  // namespace

core::Finding check_dl_no_silent_loss(const RuleInput& input) {
  std::vector<core::Finding> findings;
  for (const auto& letters : input.roles.delivery().dead_letters) findings.push_back(judge(input, letters));
  return worst_of(std::move(findings), cannot_tell("No store of dead letters was recognised in the submitted files."));
}

}  // namespace assay::checks::messaging
