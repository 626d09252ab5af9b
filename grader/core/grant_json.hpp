#pragma once

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/stage_limits.hpp"

namespace assay::core {

/// For handing a grant to another process; whole nanoseconds and bytes. The reverse is an
/// infrastructure error where a limit is missing or no number.
[[nodiscard]] nlohmann::json grant_to_json(const Grant& grant);
[[nodiscard]] Result<Grant> grant_from_json(const nlohmann::json& json);

}  // namespace assay::core
