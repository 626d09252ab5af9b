#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::hygiene {

/// `hy-swallowed-exceptions`: no handler drops an exception without a trace. See hy_swallowed_exceptions.md.
[[nodiscard]] core::Finding check_swallowed_exceptions(const RuleInput& input);

}  // namespace assay::checks::hygiene
