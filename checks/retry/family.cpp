#include "checks/retry/family.hpp"

#include <array>

#include "checks/retry/rt_bound.hpp"
#include "checks/retry/rt_cap.hpp"
#include "checks/retry/rt_growth.hpp"
#include "checks/retry/rt_jitter.hpp"
#include "checks/retry/rt_no_lock_sleeping.hpp"
#include "checks/retry/rt_permanent_errors.hpp"
#include "checks/retry/rt_role.hpp"
#include "checks/retry/rt_shift_overflow.hpp"
#include "checks/retry/rt_stops_on_success.hpp"

namespace assay::checks::retry {

std::span<const Check> checks() {
  static constexpr std::array table{
      Check{"rt-role", "A failed invocation is made again.", check_role},
      Check{"rt-bound", "The attempts are limited by a count or a time.", check_bound},
      Check{"rt-growth", "The waits between attempts grow multiplicatively.", check_growth},
      Check{"rt-cap", "The growth of the waits is limited.", check_cap},
      Check{"rt-jitter", "The waits differ by a random part that is seeded.", check_jitter},
      Check{"rt-permanent-errors", "Errors that will not pass are not tried again.", check_permanent_errors},
      Check{"rt-stops-on-success", "A success ends the attempts.", check_stops_on_success},
      Check{"rt-shift-overflow", "The exponent of the wait stays within its type.", check_shift_overflow},
      Check{"rt-no-lock-sleeping", "No lock is held during the waits.", check_no_lock_sleeping},
  };
  return table;
}

}  // namespace assay::checks::retry
