#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::hygiene {

/// `hy-sleep-under-lock`: no lock is held while a thread sleeps. See hy_sleep_under_lock.md.
[[nodiscard]] core::Finding check_sleep_under_lock(const RuleInput& input);

}  // namespace assay::checks::hygiene
