#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::kafka {

/// `kf-auto-commit-off`: offsets are not committed behind the program's back. See kf_auto_commit_off.md.
[[nodiscard]] core::Finding check_auto_commit_off(const RuleInput& input);

}  // namespace assay::checks::kafka
