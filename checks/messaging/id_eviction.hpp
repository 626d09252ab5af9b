#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::messaging {

/// `id-eviction`: the identities that are remembered are bounded. See id_eviction.md.
[[nodiscard]] core::Finding check_id_eviction(const RuleInput& input);

}  // namespace assay::checks::messaging
