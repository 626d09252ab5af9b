#include "checks/roles/retry.hpp"

#include <algorithm>

#include "checks/roles/retry_pacing.hpp"

namespace assay::checks {

namespace {

template <typename Wanted>
std::vector<const Retry*> fullest(const std::vector<Retry>& retries, const Wanted& wanted) {
  const auto rank = [](const Retry& retry) { return retry.pacing.growths.empty() ? int{retry.waits_at_all()} : 2; };
  int best = 0;
  for (const auto& retry : retries)
    if (wanted(retry)) best = std::max(best, rank(retry));
  std::vector<const Retry*> result;
  for (const auto& retry : retries)
    if (wanted(retry) && rank(retry) == best) result.push_back(&retry);
  return result;
}

}  // namespace

std::vector<const Retry*> RetrySearch::by_waits() const {
  return fullest(retries, [](const Retry&) { return true; });
}

std::vector<const Retry*> RetrySearch::by_attempts() const {
  return fullest(retries, [](const Retry& retry) { return retry.form != RetryForm::policy; });
}

RetrySearch find_retries(const Flow& flow) {
  RetryParts parts(flow);
  RetrySearch result;
  find_loop_retries(parts, result.retries);
  if (result.retries.empty()) find_recursive_retries(parts, result.retries);
  if (result.retries.empty()) find_requeued_retries(parts, result.retries);
  for (auto& retry : result.retries) retry.pacing = pacing_of(parts, retry);
  // A policy says more than a retry whose waits do not grow: it may be given to it at run time.
  const auto grows = [](const Retry& retry) { return !retry.pacing.growths.empty(); };
  if (std::ranges::none_of(result.retries, grows)) find_policies(parts, result.retries);
  return result;
}

}  // namespace assay::checks
