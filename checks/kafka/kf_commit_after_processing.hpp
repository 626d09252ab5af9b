#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::kafka {

/// `kf-commit-after-processing`: an offset is committed once its message is processed. See kf_commit_after_processing.md.
[[nodiscard]] core::Finding check_commit_after_processing(const RuleInput& input);

}  // namespace assay::checks::kafka
