#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::retry {

/// `rt-jitter`: the waits differ by a random part that is seeded. See rt_jitter.md.
[[nodiscard]] core::Finding check_jitter(const RuleInput& input);

}  // namespace assay::checks::retry
