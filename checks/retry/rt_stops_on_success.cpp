#include "checks/retry/rt_stops_on_success.hpp"

#include "checks/retry/judge.hpp"

namespace assay::checks::retry {
namespace {

core::Finding judge(const RuleInput& input, const Retry& retry) {
  auto places = shown(input.flow, retry);
  if (retry.goes_on_after_success && is_read(input, retry)) {
    places.push_back(noted(retry.success, "after a success it is called again"));
    return violated("After a success the call is made again; leave the loop where it succeeded.", std::move(places));
  }
  for (const auto& fork : retry.forks)
    if (fork.tells_outcome)
      places.push_back(noted(input.flow.function(fork.function).conditions[fork.condition].at, "a success ends the attempts"));
  if (retry.goes_on_after_success) return cannot_tell("Whether a success ends the attempts could not be read.", std::move(places));
  return satisfied("A success ends the attempts.", std::move(places));
}

}  // namespace

core::Finding check_stops_on_success(const RuleInput& input) {
  const auto retries = input.roles.retries().by_attempts();
  if (retries.empty() && !input.roles.retries().retries.empty())
    return cannot_tell("The attempts are made outside the submitted files.");
  return judge_all(retries, [&](const Retry& retry) { return judge(input, retry); });
}

}  // namespace assay::checks::retry
