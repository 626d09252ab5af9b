#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::event_sourcing {

/// `es-apply-pure`: applying an event has no effect but on the aggregate's fields. See es_apply_pure.md.
[[nodiscard]] core::Finding check_apply_pure(const RuleInput& input);

}  // namespace assay::checks::event_sourcing
