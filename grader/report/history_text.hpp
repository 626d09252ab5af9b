#pragma once

#include <cstddef>

#include "core/operation_history.hpp"
#include "report/page.hpp"

namespace assay::report {

/// The operations that cannot all be true, in the order of time, why, and what was stored around them.
void write_history(Page& page, std::size_t indent, const core::OperationHistory& history);

}  // namespace assay::report
