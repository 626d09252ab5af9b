#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::event_sourcing {

/// `es-append-only`: stored events are only added to. See es_append_only.md.
[[nodiscard]] core::Finding check_append_only(const RuleInput& input);

}  // namespace assay::checks::event_sourcing
