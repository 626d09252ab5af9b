#include "checks/circuit_breaker/family.hpp"

#include <array>

#include "checks/circuit_breaker/cb_clock.hpp"
#include "checks/circuit_breaker/cb_exceptions_recorded.hpp"
#include "checks/circuit_breaker/cb_fail_fast.hpp"
#include "checks/circuit_breaker/cb_fallback.hpp"
#include "checks/circuit_breaker/cb_lock_across_call.hpp"
#include "checks/circuit_breaker/cb_open_period.hpp"
#include "checks/circuit_breaker/cb_probe_failure_reopens.hpp"
#include "checks/circuit_breaker/cb_probe_limit.hpp"
#include "checks/circuit_breaker/cb_probe_success_closes.hpp"
#include "checks/circuit_breaker/cb_rejections_not_counted.hpp"
#include "checks/circuit_breaker/cb_role.hpp"
#include "checks/circuit_breaker/cb_success_resets.hpp"
#include "checks/circuit_breaker/cb_three_modes.hpp"
#include "checks/circuit_breaker/cb_threshold.hpp"
#include "checks/circuit_breaker/cb_transitions_guarded.hpp"

namespace assay::checks::circuit_breaker {

std::span<const Check> checks() {
  static constexpr std::array table{
      Check{"cb-role", "A circuit breaker stands between the callers and the downstream.", check_role},
      Check{"cb-clock", "The breaker's open period is measured with a monotonic clock.", check_clock},
      Check{"cb-lock-across-call", "No lock is held while the downstream is called.", check_lock_across_call},
      Check{"cb-three-modes", "A breaker has a mode for trials between open and closed.", check_three_modes},
      Check{"cb-threshold", "A count or ratio of outcomes decides when the breaker trips.", check_threshold},
      Check{"cb-open-period", "The open mode ends by time.", check_open_period},
      Check{"cb-probe-limit", "In the trial mode a bounded number of calls is let through.", check_probe_limit},
      Check{"cb-success-resets", "A success while closed makes up for earlier failures.", check_success_resets},
      Check{"cb-fail-fast", "While open a call is refused at once.", check_fail_fast},
      Check{"cb-probe-failure-reopens", "A trial call that fails opens the breaker again.", check_probe_failure_reopens},
      Check{"cb-probe-success-closes", "Trial calls that succeed close the breaker.", check_probe_success_closes},
      Check{"cb-rejections-not-counted", "A call that was refused does not count as a failure.", check_rejections_not_counted},
      Check{"cb-exceptions-recorded", "An exception of the guarded call counts as a failure.", check_exceptions_recorded},
      Check{"cb-transitions-guarded", "Threads change the breaker one at a time.", check_transitions_guarded},
      Check{"cb-fallback", "A refused call leads to an alternative result.", check_fallback},
  };
  return table;
}

}  // namespace assay::checks::circuit_breaker
