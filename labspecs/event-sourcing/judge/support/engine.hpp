// The engine that the grader started for this lab.
#pragma once

#include "dynamodb/engine.hpp"

namespace judge {

/// The running judge's; made when it is first asked for. Throws NotAvailable where the grader gave none.
[[nodiscard]] assay::kit::dynamodb::Engine& engine();

}  // namespace judge
