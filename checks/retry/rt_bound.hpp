#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::retry {

/// `rt-bound`: the attempts are limited by a count or a time. See rt_bound.md.
[[nodiscard]] core::Finding check_bound(const RuleInput& input);

}  // namespace assay::checks::retry
