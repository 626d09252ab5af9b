#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::event_sourcing {

/// `es-command-sourcing`: what is stored are events, not commands that are executed again. See es_command_sourcing.md.
[[nodiscard]] core::Finding check_command_sourcing(const RuleInput& input);

}  // namespace assay::checks::event_sourcing
