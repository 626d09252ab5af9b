#include "checks/retry/rt_jitter.hpp"

#include <algorithm>

#include "checks/retry/judge.hpp"

namespace assay::checks::retry {
namespace {

core::Finding judge(const RuleInput& input, const Retry& retry) {
  auto places = shown(input.flow, retry);
  const auto& draws = retry.pacing.draws;
  if (const auto seeded = std::ranges::find(draws, true, &Draw::seeded); seeded != draws.end()) {
    places.push_back(noted(input.flow.call(seeded->call).at, "the random part of the wait"));
    return satisfied("A random part makes the waits of several clients differ.", std::move(places));
  }
  if (!draws.empty()) {
    places.push_back(noted(input.flow.call(draws.front().call).at, "the random part of the wait"));
    if (draws.front().unseeded)
      return violated("The random numbers in the waits are the same in every run; seed their generator differently each time.",
                      std::move(places));
    return cannot_tell("Where the generator of the waits' random part is seeded was not seen.", std::move(places));
  }
  if (retry.pacing.opaque || !is_read(input, retry))
    return cannot_tell("Whether the waits have a random part could not be read.", std::move(places));
  for (const auto& wait : retry.wait_values) places.push_back(noted(wait.at, "it waits here"));
  return violated("The waits have no random part, so that clients that failed together try again together.", std::move(places));
}

}  // namespace

core::Finding check_jitter(const RuleInput& input) {
  return judge_all(input.roles.retries().by_waits(), [&](const Retry& retry) { return judge(input, retry); });
}

}  // namespace assay::checks::retry
