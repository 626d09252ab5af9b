#include "checks/retry/rt_bound.hpp"

#include "checks/retry/judge.hpp"
#include "checks/roles/retry_bounds.hpp"

namespace assay::checks::retry {
namespace {

core::Finding judge(const RuleInput& input, const Retry& retry) {
  const auto bound = bound_of(input.flow, retry);
  auto places = shown(input.flow, retry);
  switch (bound.kind) {
    case BoundKind::counted:
      places.push_back(noted(bound.at, "this limits the attempts"));
      return satisfied("The attempts are counted, and end at a limit.", std::move(places));
    case BoundKind::timed:
      places.push_back(noted(bound.at, "this ends the attempts after a time"));
      return satisfied("The attempts end after a time.", std::move(places));
    case BoundKind::opaque: break;
    default:
      if (!is_read(input, retry)) break;
      if (bound.kind == BoundKind::none && retry.form == RetryForm::requeue && retry.forks.empty()) break;
      if (bound.kind == BoundKind::huge)
        return violated("The limit of the attempts is so large that it is never reached; give it a default that ends.",
                        {noted(bound.at, "the count is compared here")});
      if (bound.kind == BoundKind::reset)
        return violated("The count of the attempts is set back on failure, so that it limits nothing.",
                        {noted(bound.at, "the count is compared here")});
      return violated("Nothing but a success ends the attempts; limit their number or their time.", std::move(places));
  }
  return cannot_tell("What limits the attempts could not be decided.", std::move(places));
}

}  // namespace

core::Finding check_bound(const RuleInput& input) {
  const auto retries = input.roles.retries().by_attempts();
  if (retries.empty() && !input.roles.retries().retries.empty())
    return cannot_tell("The attempts are made outside the submitted files.");
  return judge_all(retries, [&](const Retry& retry) { return judge(input, retry); });
}

}  // namespace assay::checks::retry
