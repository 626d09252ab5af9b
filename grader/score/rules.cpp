#include "score/rules.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/evidence_pattern.hpp"
#include "score/pieces.hpp"

namespace assay::score {
namespace {

using namespace core;

CriterionScore begin(const Criterion& criterion) {
  CriterionScore score;
  score.id = criterion.id;
  score.title = criterion.title;
  score.possible = criterion.points;
  score.read = criterion.read;
  return score;
}

// The verdict follows from the points and the reasons.
CriterionScore conclude(CriterionScore score) {
  const auto is_inconclusive = [](const Reason& reason) { return reason.verdict == Verdict::inconclusive; };
  if (score.earned + score.open < score.possible) {
    score.verdict = Verdict::violated;
  } else if (score.open == Points{}) {
    score.verdict = Verdict::satisfied;
  } else {
    const bool any = std::ranges::any_of(score.reasons, is_inconclusive);
    score.verdict = any ? Verdict::inconclusive : Verdict::not_graded;
  }
  return score;
}

CriterionScore leave_open(CriterionScore score) {
  score.open = score.possible;
  return conclude(std::move(score));
}

CriterionScore lose_to(const Obstacle& obstacle, CriterionScore score) {
  score.reasons.push_back({.record = obstacle.record, .evidence = obstacle.evidence, .verdict = Verdict::violated,
                           .summary = obstacle.summary, .lost = score.possible});
  return conclude(std::move(score));
}

// An obstacle costs a criterion everything if it asks for a case, which could not run,
// or for a check, unless the analysis ran all the same.
bool is_hindered(const Criterion& criterion, const Observations& seen) {
  return seen.obstacle && std::ranges::any_of(criterion.evidence, [&](const std::string& entry) {
           const auto pattern = parse_evidence_pattern(entry);
           return pattern && (pattern->kind != EvidenceKind::check || !seen.analysis);
         });
}

void list_reasons(const Pieces& pieces, CriterionScore& score) {
  for (const auto& [evidence, piece] : pieces.seen) score.reasons.push_back(piece_reason(evidence, piece));
  score.reasons.insert(score.reasons.end(), pieces.unseen.begin(), pieces.unseen.end());
}

CriterionScore all_or_nothing(const Pieces& pieces, CriterionScore score) {
  list_reasons(pieces, score);
  std::vector<Reason*> violated;
  bool is_open = false;
  for (Reason& reason : score.reasons) {
    if (reason.verdict == Verdict::violated) violated.push_back(&reason);
    is_open = is_open || reason.verdict == Verdict::inconclusive || reason.verdict == Verdict::not_graded;
  }
  if (!violated.empty()) {
    const auto lost = cut(score.possible, std::vector<unsigned>(violated.size(), 1));
    for (std::size_t i = 0; i < violated.size(); ++i) violated[i]->lost = lost[i];
  } else {
    (is_open ? score.open : score.earned) = score.possible;
  }
  return conclude(std::move(score));
}

CriterionScore by_shares(const Pieces& pieces, CriterionScore score) {
  list_reasons(pieces, score);
  // How many pieces an entry would have had is not known, so neither is a share.
  if (!pieces.unseen.empty()) return leave_open(std::move(score));
  std::vector<unsigned> weights;
  for (const auto& [evidence, piece] : pieces.seen) weights.push_back(piece.weight);
  const auto shares = cut(score.possible, weights);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    Reason& reason = score.reasons[i];
    switch (reason.verdict) {
      case Verdict::satisfied: score.earned += shares[i]; break;
      case Verdict::violated: reason.lost = shares[i]; break;
      case Verdict::inconclusive:
      case Verdict::not_graded: score.open += shares[i]; break;
    }
  }
  return conclude(std::move(score));
}

std::string figure(double value) {
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, 4);
  return {buffer.data(), end.ptr};
}

const Band& band_of(const Criterion& criterion, double value) {
  const auto last = std::prev(criterion.bands.end());
  return *std::find_if(criterion.bands.begin(), last, [&](const Band& band) { return value >= band.at_least; });
}

Result<CriterionScore> by_bands(const Criterion& criterion, const Observations& seen, CriterionScore score) {
  const auto wrong = [&](const std::string& why) {
    return fail(ErrorKind::infrastructure, "the rubric's criterion '" + criterion.id + "': " + why);
  };
  if (criterion.evidence.size() != 1 || criterion.bands.empty()) return wrong("bands need one metric and bands");
  const std::string& entry = criterion.evidence.front();
  const auto pieces = collect_pieces(criterion, seen);
  if (!pieces) return std::unexpected(pieces.error());
  if (!pieces->unseen.empty()) {
    list_reasons(*pieces, score);
    return leave_open(std::move(score));
  }
  const auto pattern = parse_evidence_pattern(entry);
  if (!pattern || pattern->kind != EvidenceKind::metric) return wrong(entry + " is no metric");
  const auto& [record, result] = seen.cases.at({pattern->suite, pattern->name});
  Reason reason{.record = record, .evidence = entry, .verdict = result.verdict, .summary = summarise(result), .lost = {}};
  if (result.verdict == Verdict::satisfied) {
    const auto metric = result.metrics.find(pattern->metric);
    if (metric == result.metrics.end() || !std::isfinite(metric->second)) {
      return wrong("the case '" + pattern->name + "' recorded no figure '" + pattern->metric + "'");
    }
    const Band& band = band_of(criterion, metric->second);
    score.band = band.title;
    score.earned = band.points;
    reason.lost = score.possible - band.points;
    reason.verdict = reason.lost == Points{} ? Verdict::satisfied : Verdict::violated;
    reason.summary = pattern->metric + " = " + figure(metric->second) + ", in the band '" + band.title + "'";
  } else if (result.verdict == Verdict::violated) {
    reason.lost = score.possible;
  } else {
    score.open = score.possible;
  }
  score.reasons.push_back(std::move(reason));
  return conclude(std::move(score));
}

}  // namespace

std::vector<Points> cut(Points points, const std::vector<unsigned>& weights) {
  const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  assert((sum > 0 && sum < 1'000'000'000) || weights.empty());
  std::vector<Points> shares;
  std::int64_t weight_so_far = 0;
  Points so_far;
  for (const unsigned weight : weights) {
    weight_so_far += weight;
    // points * weight_so_far / sum, in two parts that do not overflow.
    const Points until{points.hundredths / sum * weight_so_far + points.hundredths % sum * weight_so_far / sum};
    shares.push_back(until - so_far);
    so_far = until;
  }
  return shares;
}

Result<CriterionScore> apply_rule(const Criterion& criterion, const Observations& seen) {
  CriterionScore score = begin(criterion);
  if (criterion.rule == CriterionRule::manual) return leave_open(std::move(score));
  if (is_hindered(criterion, seen)) return lose_to(*seen.obstacle, std::move(score));
  if (criterion.rule == CriterionRule::bands) return by_bands(criterion, seen, std::move(score));
  const auto pieces = collect_pieces(criterion, seen);
  if (!pieces) return std::unexpected(pieces.error());
  return criterion.rule == CriterionRule::all_or_nothing ? all_or_nothing(*pieces, std::move(score))
                                                         : by_shares(*pieces, std::move(score));
}

}  // namespace assay::score
