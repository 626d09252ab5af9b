#include "checks/retry/rt_growth.hpp"

#include "checks/retry/judge.hpp"

namespace assay::checks::retry {
namespace {

core::Finding judge(const RuleInput& input, const Retry& retry) {
  auto places = shown(input.flow, retry);
  for (const auto& growth : retry.pacing.growths) {
    places.push_back(noted(growth.at, "the wait grows here"));
    return satisfied("The waits between attempts grow faster than linearly.", std::move(places));
  }
  if (retry.pacing.opaque || !is_read(input, retry))
    return cannot_tell("How long the waits are could not be read.", std::move(places));
  if (!retry.waits_at_all())
    return violated("Nothing waits between two attempts; let the wait grow by a factor from attempt to attempt.", std::move(places));
  for (const auto& wait : retry.wait_values) places.push_back(noted(wait.at, "it waits here"));
  if (retry.pacing.steps.line != 0) {
    places.push_back(noted(retry.pacing.steps, "the wait grows by a step only"));
    return violated("The waits grow by a step, not by a factor; multiply them from attempt to attempt.", std::move(places));
  }
  return violated("Every wait is as long as the last; let it grow by a factor from attempt to attempt.", std::move(places));
}

}  // namespace

core::Finding check_growth(const RuleInput& input) {
  return judge_all(input.roles.retries().by_waits(), [&](const Retry& retry) { return judge(input, retry); });
}

}  // namespace assay::checks::retry
