#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::hygiene {

/// `hy-detached-threads`: threads are joined, not detached. See hy_detached_threads.md.
[[nodiscard]] core::Finding check_detached_threads(const RuleInput& input);

}  // namespace assay::checks::hygiene
