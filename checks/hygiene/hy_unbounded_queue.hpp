#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::hygiene {

/// `hy-unbounded-queue`: queues between threads have a limit. See hy_unbounded_queue.md.
[[nodiscard]] core::Finding check_unbounded_queue(const RuleInput& input);

}  // namespace assay::checks::hygiene
