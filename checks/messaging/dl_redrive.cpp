#include "checks/messaging/dl_redrive.hpp"

namespace assay::checks::messaging {

namespace {

core::Finding judge(const RuleInput& input, const DeadLetters& letters) {
  using Redrive = DeadLetters::Redrive;
  const auto put = noted(letters.put_at, "the message is put aside here");
  switch (letters.redrive) {
    case Redrive::back:
      return satisfied("Messages in " + letters.name + " can be taken back to be processed.",
                       {noted(letters.redrive_at, "a dead letter is taken back here"), put});
    case Redrive::none:
      if (input.health.sound())
        return violated("Nothing ever takes a message out of " + letters.name + " to process it again; add a way back.",
                        {put, noted(letters.redrive_at, "what is kept here is never tried again")});
      break;
    case Redrive::handed_out:
      return cannot_tell("Messages of " + letters.name + " are handed out, and what becomes of them is not in the submitted files.",
                         {noted(letters.redrive_at, "they are handed out here")});
    default: break;
  }
  return cannot_tell("Whether messages come back from " + letters.name + " could not be decided.", {put});
}

}  // namespace

core::Finding check_dl_redrive(const RuleInput& input) {
  std::vector<core::Finding> findings;
  for (const auto& letters : input.roles.delivery().dead_letters) findings.push_back(judge(input, letters));
  return worst_of(std::move(findings), cannot_tell("No store of dead letters was recognised in the submitted files."));
}

}  // namespace assay::checks::messaging
