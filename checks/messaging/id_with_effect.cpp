#include "checks/messaging/id_with_effect.hpp"

namespace assay::checks::messaging {

namespace {

core::Finding judge(const RuleInput& input, const IdempotentConsumer& consumer) {
  using Recording = IdempotentConsumer::Recording;
  const auto put = noted(consumer.put_at, "it is recorded here");
  const auto effect = noted(consumer.effect_at, "the work is done here");
  const unsigned functions[] = {consumer.function, consumer.put.function};
  const bool whole = is_whole(input.flow, functions);
  switch (consumer.recording) {
    case Recording::after: return satisfied("A message is recorded in " + consumer.name + " once its work is done.", {effect, put});
    case Recording::taken_back:
      return satisfied("The record in " + consumer.name + " is taken back where the work fails.", {put, effect});
    case Recording::together:
      return satisfied("The record in " + consumer.name + " and the work are in one transaction.", {put, effect});
    case Recording::before:
      if (whole)
        return violated("A message is recorded in " + consumer.name + " before its work, and stays there when that fails, so that it " +
                            "is never done; record it afterwards, or take the record back.",
                        {put, effect});
      break;
    case Recording::regardless:
      if (whole)
        return violated("A message is recorded in " + consumer.name + " even where its work failed, so that it is never done; look at " +
                            "how the work ended first.",
                        {effect, put});
      break;
    default: break;
  }
  return cannot_tell("Whether the record and the work go together could not be decided.", {put, effect});
}

}  // namespace

core::Finding check_id_with_effect(const RuleInput& input) {
  std::vector<core::Finding> findings;
  for (const auto& consumer : input.roles.delivery().idempotent) findings.push_back(judge(input, consumer));
  return worst_of(std::move(findings), cannot_tell("No consumer that looks up a message's identity was recognised in the submitted files."));
}

}  // namespace assay::checks::messaging
