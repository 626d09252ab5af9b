#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::messaging {

/// `id-with-effect`: an identity is recorded only together with the work that it stands for. See id_with_effect.md.
[[nodiscard]] core::Finding check_id_with_effect(const RuleInput& input);

}  // namespace assay::checks::messaging
