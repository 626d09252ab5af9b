#include "checks/hygiene/family.hpp"

#include <array>

#include "checks/hygiene/hy_detached_threads.hpp"
#include "checks/hygiene/hy_raw_ownership.hpp"
#include "checks/hygiene/hy_sleep_under_lock.hpp"
#include "checks/hygiene/hy_swallowed_exceptions.hpp"
#include "checks/hygiene/hy_unbounded_queue.hpp"

namespace assay::checks::hygiene {

std::span<const Check> checks() {
  static constexpr std::array table{
      Check{"hy-swallowed-exceptions", "No handler drops an exception without a trace.", check_swallowed_exceptions},
      Check{"hy-detached-threads", "Threads are joined, not detached.", check_detached_threads},
      Check{"hy-sleep-under-lock", "No lock is held while a thread sleeps.", check_sleep_under_lock},
      Check{"hy-unbounded-queue", "Queues between threads have a limit.", check_unbounded_queue},
      Check{"hy-raw-ownership", "What is allocated is owned by an object.", check_raw_ownership},
  };
  return table;
}

}  // namespace assay::checks::hygiene
