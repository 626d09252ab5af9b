#pragma once

#include <span>
#include <vector>

#include "core/event.hpp"

namespace assay::evidence {

/// A stream's records by grading: each begins with GradingStarted and ends with
/// GradingFinished, or, where the grader was stopped, before the next GradingStarted.
[[nodiscard]] std::vector<std::vector<core::Record>> gradings(std::span<const core::Record> records);

/// The last grading that has its GradingFinished, complete or not; a later one that is
/// still running or was stopped does not hide it. None: no records.
[[nodiscard]] std::vector<core::Record> last_grading(std::span<const core::Record> records);

}  // namespace assay::evidence
