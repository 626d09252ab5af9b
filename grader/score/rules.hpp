#pragma once

#include <cstdint>
#include <vector>

#include "core/error.hpp"
#include "core/lab_spec.hpp"
#include "core/score.hpp"
#include "score/observations.hpp"

namespace assay::score {

/// `points` cut into one exact share a weight, in order: the shares sum to the points,
/// and each is within a hundredth of weight/sum of them. The weights are above zero, and
/// their sum below 10^9.
[[nodiscard]] std::vector<core::Points> cut(core::Points points, const std::vector<unsigned>& weights);

/// What one criterion is worth under its rule. An infrastructure error where the rubric
/// asks for evidence that the lab cannot give.
[[nodiscard]] core::Result<core::CriterionScore> apply_rule(const core::Criterion& criterion, const Observations& seen);

}  // namespace assay::score
