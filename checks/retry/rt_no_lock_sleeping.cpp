#include "checks/retry/rt_no_lock_sleeping.hpp"

#include "checks/retry/judge.hpp"
#include "checks/roles/held_locks.hpp"
#include "checks/roles/library.hpp"

namespace assay::checks::retry {
namespace {

core::Finding judge(const RuleInput& input, const Retry& retry) {
  bool uncertain = retry.waits.empty() && !is_read(input, retry);
  for (const auto& site : retry.waits) {
    // A condition variable lets go of its lock, and a timer does not wait.
    const auto& call = input.flow.call(site);
    if (library::waits_with_limit(call) || library::arms_timer(call) || !input.flow.handed(site).empty()) continue;
    for (const auto& held : locks_around(input.flow, site)) {
      if (!held.certain) {
        uncertain = true;
        continue;
      }
      auto places = std::vector{noted(call.at, "it sleeps here"), noted(held.lock.at, "the lock is taken here")};
      if (held.way.size() > 1) places.push_back(noted(input.flow.call(held.way.back()).at, "and held from here"));
      return violated("A lock is held while the retry sleeps, so that every other thread waits as long; let go of it first.",
                      std::move(places));
    }
  }
  auto places = shown(input.flow, retry);
  if (uncertain) return cannot_tell("Whether a lock is held while the retry sleeps could not be decided.", std::move(places));
  for (const auto& site : retry.waits) places.push_back(noted(input.flow.call(site).at, "it waits here, without a lock"));
  return satisfied("No lock is held while the retry waits.", std::move(places));
}

}  // namespace

core::Finding check_no_lock_sleeping(const RuleInput& input) {
  std::vector<const Retry*> all;
  for (const auto& retry : input.roles.retries().retries) all.push_back(&retry);
  return judge_all(all, [&](const Retry& retry) { return judge(input, retry); });
}

}  // namespace assay::checks::retry
