#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::cqrs {

/// `cq-commands-return-nothing`: commands give back no read model. See cq_commands_return_nothing.md.
[[nodiscard]] core::Finding check_commands_return_nothing(const RuleInput& input);

}  // namespace assay::checks::cqrs
