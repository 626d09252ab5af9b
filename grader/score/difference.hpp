#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/score.hpp"

namespace assay::score {

/// What became of one criterion between two scores.
struct CriterionChange {
  std::string id;
  std::string title;
  std::optional<core::CriterionScore> before;  ///< absent: the criterion is new
  std::optional<core::CriterionScore> after;   ///< absent: it was dropped

  /// Whether its earned, open or possible points differ.
  [[nodiscard]] bool is_change() const;
};

/// Every criterion of either score, by id: those of `after` in their order, then the
/// dropped ones in the order of `before`.
[[nodiscard]] std::vector<CriterionChange> compare(const core::Score& before, const core::Score& after);

}  // namespace assay::score
