#include "checks/retry/rt_permanent_errors.hpp"

#include "checks/retry/judge.hpp"
#include "checks/roles/retry_outcomes.hpp"

namespace assay::checks::retry {
namespace {

core::Finding judge(const RuleInput& input, const Retry& retry) {
  const auto outcomes = outcomes_of(input.flow, retry);
  auto places = shown(input.flow, retry);
  if (outcomes.tried == ErrorsTried::some) {
    places.push_back(noted(outcomes.at, "the failures are told apart here"));
    return satisfied("Only some failures are tried again.", std::move(places));
  }
  if (outcomes.tried == ErrorsTried::unknown || !is_read(input, retry))
    return cannot_tell("Which failures are tried again could not be decided.", std::move(places));
  places.push_back(noted(outcomes.at, "every failure leads to another attempt"));
  return violated("Every failure is tried again; end at once on errors that will not pass.", std::move(places));
}

}  // namespace

core::Finding check_permanent_errors(const RuleInput& input) {
  const auto retries = input.roles.retries().by_attempts();
  if (retries.empty() && !input.roles.retries().retries.empty())
    return cannot_tell("The attempts are made outside the submitted files.");
  return judge_all(retries, [&](const Retry& retry) { return judge(input, retry); });
}

}  // namespace assay::checks::retry
