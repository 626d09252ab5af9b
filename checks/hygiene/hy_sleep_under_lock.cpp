#include "checks/hygiene/hy_sleep_under_lock.hpp"

#include "checks/roles/held_locks.hpp"
#include "checks/roles/library.hpp"

namespace assay::checks::hygiene {

core::Finding check_sleep_under_lock(const RuleInput& input) {
  std::vector<core::Location> sleeps;
  bool uncertain = false;
  for (unsigned f = 0; f < input.flow.function_count(); ++f)
    for (unsigned c = 0; c < input.flow.function(f).calls.size(); ++c) {
      const auto& call = input.flow.call({f, c});
      if (!library::sleeps(call)) continue;
      sleeps.push_back(noted(call.at, "it sleeps here, without a lock"));
      for (const auto& held : locks_around(input.flow, {f, c})) {
        if (!held.certain) {
          uncertain = true;
          continue;
        }
        return violated("A lock is held while the thread sleeps, so that every other thread waits as long; let go of it first.",
                        {noted(call.at, "it sleeps here"), noted(held.lock.at, "the lock is taken here")});
      }
    }
  if (sleeps.empty()) return cannot_tell("Nothing sleeps in the submitted files.");
  if (uncertain || !input.health.sound()) return cannot_tell("Whether a lock is held during a sleep could not be decided.", std::move(sleeps));
  return satisfied("No lock is held while a thread sleeps.", std::move(sleeps));
}

}  // namespace assay::checks::hygiene
