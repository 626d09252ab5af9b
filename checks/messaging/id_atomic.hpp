#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::messaging {

/// `id-atomic`: an identity is looked up and recorded in one step. See id_atomic.md.
[[nodiscard]] core::Finding check_id_atomic(const RuleInput& input);

}  // namespace assay::checks::messaging
