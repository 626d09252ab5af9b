#include "score/score.hpp"

#include <utility>

#include "score/observations.hpp"
#include "score/rules.hpp"

namespace assay::score {
namespace {

using namespace core;

Score not_graded(const Rubric& rubric, std::string because) {
  Score score;
  score.not_graded_because = std::move(because);
  score.possible = score.open = rubric.possible();
  for (const auto& criterion : rubric.criteria) {
    CriterionScore part;
    part.id = criterion.id;
    part.title = criterion.title;
    part.possible = part.open = criterion.points;
    part.read = criterion.read;
    score.criteria.push_back(std::move(part));
  }
  return score;
}

}  // namespace

Score score(const Rubric& rubric, const std::vector<Record>& grading) {
  Observations seen = observe(grading);
  if (!seen.not_graded_because.empty()) return not_graded(rubric, std::move(seen.not_graded_because));
  Score total;
  total.graded = true;
  total.possible = rubric.possible();
  for (const auto& criterion : rubric.criteria) {
    auto part = apply_rule(criterion, seen);
    if (!part) return not_graded(rubric, std::move(part.error().message));
    total.earned += part->earned;
    total.open += part->open;
    total.criteria.push_back(std::move(*part));
  }
  return total;
}

}  // namespace assay::score
