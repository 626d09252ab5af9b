#pragma once

#include <nlohmann/json.hpp>

#include "checks/registry/rule.hpp"

namespace assay::cli {

/// {"id", "family", "title", "options": [{"name", "kind", "default", "sentence"}]}
[[nodiscard]] nlohmann::json check_to_json(const checks::Check& check);

}  // namespace assay::cli
