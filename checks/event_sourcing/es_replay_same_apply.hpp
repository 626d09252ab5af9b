#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::event_sourcing {

/// `es-replay-same-apply`: replay and live changes run the same code. See es_replay_same_apply.md.
[[nodiscard]] core::Finding check_replay_same_apply(const RuleInput& input);

}  // namespace assay::checks::event_sourcing
