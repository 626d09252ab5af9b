#pragma once

#include <vector>

#include "core/event.hpp"
#include "core/lab_spec.hpp"
#include "core/score.hpp"

namespace assay::score {

/// What one grading's records, from GradingStarted to GradingFinished, are worth. The
/// rules are in labspecs/SCHEMA.md. Depends on nothing else, and not on the order of the
/// records: where two speak of the same thing, the one with the higher sequence counts.
[[nodiscard]] core::Score score(const core::Rubric& rubric, const std::vector<core::Record>& grading);

}  // namespace assay::score
