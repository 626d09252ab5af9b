// What limits the attempts of a retry.
#pragma once

#include "checks/roles/retry_parts.hpp"

namespace assay::checks {

enum class BoundKind {
  none,     ///< nothing ends the attempts but a success
  counted,  ///< a count is compared
  timed,    ///< a clock is read
  huge,     ///< the count's limit is the largest number there is
  reset,    ///< the count begins again on failure
  opaque,   ///< something decides that could not be read
};

struct Bound {
  BoundKind kind = BoundKind::none;
  Place at;
  std::vector<double> limits;  ///< the literal numbers that the count is compared with
  bool fixed = false;          ///< they are all there is: nothing else sets the limit
};

[[nodiscard]] Bound bound_of(const Flow& flow, const Retry& retry);

}  // namespace assay::checks
