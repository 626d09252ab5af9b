#include "checks/retry/rt_role.hpp"

#include "checks/retry/judge.hpp"

namespace assay::checks::retry {

core::Finding check_role(const RuleInput& input) {
  const auto retries = input.roles.retries().by_waits();
  if (retries.empty()) return no_retry();
  const auto& retry = *retries.front();
  auto places = shown(input.flow, retry);
  for (const auto& fork : retry.forks)
    if (fork.tells_outcome)
      places.push_back(noted(input.flow.function(fork.function).conditions[fork.condition].at, "this decides about another attempt"));
  for (const auto& site : retry.waits) places.push_back(noted(input.flow.call(site).at, "it waits here"));
  const auto name = retry.invocations.empty() ? input.flow.function(retry.function).name : input.flow.call(retry.invocations.front()).name;
  const auto* message = retry.form == RetryForm::policy ? " works out the waits of a retry." : " is tried again when it failed.";
  return satisfied(name + message, std::move(places));
}

}  // namespace assay::checks::retry
