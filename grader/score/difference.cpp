#include "score/difference.hpp"

#include <algorithm>
#include <tuple>

namespace assay::score {
namespace {

using core::CriterionScore;
using core::Score;

std::optional<CriterionScore> find(const Score& score, const std::string& id) {
  const auto found = std::ranges::find(score.criteria, id, &CriterionScore::id);
  if (found == score.criteria.end()) return std::nullopt;
  return *found;
}

}  // namespace

bool CriterionChange::is_change() const {
  if (!before || !after) return true;
  const auto points = [](const CriterionScore& score) { return std::tie(score.earned, score.open, score.possible); };
  return points(*before) != points(*after);
}

std::vector<CriterionChange> compare(const Score& before, const Score& after) {
  std::vector<CriterionChange> changes;
  for (const auto& part : after.criteria) changes.push_back({part.id, part.title, find(before, part.id), part});
  for (const auto& part : before.criteria) {
    if (!find(after, part.id)) changes.push_back({part.id, part.title, part, std::nullopt});
  }
  return changes;
}

}  // namespace assay::score
