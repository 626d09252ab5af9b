#pragma once

#include <string>

#include "checks/registry/rule.hpp"
#include "core/error.hpp"

namespace assay::cli {

/// The check with this id. A usage error names the nearest ones that there are.
[[nodiscard]] core::Result<const checks::Check*> find_check(const std::string& id);

/// The family's name for people: "circuit breaker".
[[nodiscard]] std::string family_of(const checks::Check& check);

}  // namespace assay::cli
