#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::hygiene {

/// `hy-raw-ownership`: what is allocated is owned by an object. See hy_raw_ownership.md.
[[nodiscard]] core::Finding check_raw_ownership(const RuleInput& input);

}  // namespace assay::checks::hygiene
