#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::event_sourcing {

/// `es-writes-in-apply`: only what applies events writes the aggregate's fields. See es_writes_in_apply.md.
[[nodiscard]] core::Finding check_writes_in_apply(const RuleInput& input);

}  // namespace assay::checks::event_sourcing
