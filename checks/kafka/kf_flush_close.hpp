#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::kafka {

/// `kf-flush-close`: producers are flushed and consumers closed. See kf_flush_close.md.
[[nodiscard]] core::Finding check_flush_close(const RuleInput& input);

}  // namespace assay::checks::kafka
