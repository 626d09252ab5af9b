// Which failures are tried again.
#pragma once

#include "checks/roles/retry_parts.hpp"

namespace assay::checks {

enum class ErrorsTried {
  all,      ///< every failure leads to another attempt
  some,     ///< some end it at once
  unknown,
};

struct Outcomes {
  ErrorsTried tried = ErrorsTried::unknown;
  Place at;
};

[[nodiscard]] Outcomes outcomes_of(const Flow& flow, const Retry& retry);

}  // namespace assay::checks
