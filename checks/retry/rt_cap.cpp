#include "checks/retry/rt_cap.hpp"

#include <algorithm>

#include "checks/retry/judge.hpp"
#include "checks/roles/retry_bounds.hpp"

namespace assay::checks::retry {
namespace {

/// So few attempts that doubling stays small, and so many that it does not.
constexpr double few_attempts = 6;
constexpr double many_attempts = 12;

core::Finding judge(const RuleInput& input, const Retry& retry) {
  auto places = shown(input.flow, retry);
  if (retry.pacing.growths.empty()) return cannot_tell("The waits do not grow, so that there is nothing to limit.", std::move(places));
  places.push_back(noted(retry.pacing.growths.front().at, "the wait grows here"));
  if (!retry.pacing.limits.empty()) {
    places.push_back(noted(retry.pacing.limits.front(), "and is limited here"));
    return satisfied("The growing wait has a limit.", std::move(places));
  }
  if (!is_read(input, retry) || retry.pacing.opaque) return cannot_tell("Whether the waits have a limit could not be read.", std::move(places));
  const auto bound = bound_of(input.flow, retry);
  if (bound.kind == BoundKind::counted && bound.fixed) {
    const double most = *std::ranges::max_element(bound.limits);
    places.push_back(noted(bound.at, "the attempts are few"));
    if (most <= few_attempts) return satisfied("So few attempts are made that the wait stays small.", std::move(places));
    if (most <= many_attempts) return cannot_tell("Only the number of attempts limits the wait.", std::move(places));
  }
  return violated("Nothing limits the growing wait; take the smaller of it and a longest wait.", std::move(places));
}

}  // namespace

core::Finding check_cap(const RuleInput& input) {
  return judge_all(input.roles.retries().by_waits(), [&](const Retry& retry) { return judge(input, retry); });
}

}  // namespace assay::checks::retry
