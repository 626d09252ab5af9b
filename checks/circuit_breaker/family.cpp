#include "checks/circuit_breaker/family.hpp"

#include <array>

#include "checks/circuit_breaker/cb_clock.hpp"
#include "checks/circuit_breaker/cb_lock_across_call.hpp"
#include "checks/circuit_breaker/cb_role.hpp"

namespace assay::checks::circuit_breaker {

std::span<const Check> checks() {
  static constexpr std::array table{
      Check{"cb-role", "A circuit breaker stands between the callers and the downstream.", check_role},
      Check{"cb-clock", "The breaker's open period is measured with a monotonic clock.", check_clock},
      Check{"cb-lock-across-call", "No lock is held while the downstream is called.", check_lock_across_call},
  };
  return table;
}

}  // namespace assay::checks::circuit_breaker
