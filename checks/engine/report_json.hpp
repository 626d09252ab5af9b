#pragma once

#include <string>

#include "checks/engine/analysis.hpp"

namespace assay::checks {

/// {"findings": […], "problems": […], "units": n}, in the shapes of core/event_json.hpp.
[[nodiscard]] std::string to_json(const Report& report);

}  // namespace assay::checks
