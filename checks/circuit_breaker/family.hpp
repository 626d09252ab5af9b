#pragma once

#include <span>

#include "checks/registry/rule.hpp"

namespace assay::checks::circuit_breaker {

/// The family's checks, in the order in which they are listed.
[[nodiscard]] std::span<const Check> checks();

}  // namespace assay::checks::circuit_breaker
