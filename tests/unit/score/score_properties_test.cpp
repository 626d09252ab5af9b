#include <algorithm>
#include <random>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "evidence_builder.hpp"
#include "score/rules.hpp"
#include "score/score.hpp"

namespace assay::score {
namespace {

using namespace core;
namespace gen = rc::gen;

using Verdicts = std::vector<Verdict>;

Verdict any_verdict() {
  return *gen::element(Verdict::satisfied, Verdict::violated, Verdict::inconclusive, Verdict::not_graded);
}

Verdicts some_verdicts() {
  Verdicts verdicts(*gen::inRange<std::size_t>(1, 12));
  for (auto& verdict : verdicts) verdict = any_verdict();
  return verdicts;
}

std::string name_of(std::size_t index) { return "Case" + std::to_string(index); }

std::vector<Record> graded(const Verdicts& verdicts, double ratio) {
  Grading grading;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < verdicts.size(); ++i) names.push_back(name_of(i));
  grading.built().suite("public", names);
  for (std::size_t i = 0; i < verdicts.size(); ++i) grading.result("public", names[i], verdicts[i], {{"ratio", ratio}});
  return grading.finish();
}

// A criterion of every rule; the weights are spread over the cases by name.
Rubric some_rubric(std::size_t cases) {
  Rubric rubric;
  const auto points = [] { return *gen::inRange<std::int64_t>(1, 1'000'000); };
  rubric.criteria.push_back(criterion(CriterionRule::all_or_nothing, points(), {"case:public/*"}));
  rubric.criteria.push_back(criterion(CriterionRule::proportional, points(), {"case:public/*"}));
  Criterion weighted = criterion(CriterionRule::weighted, points(), {});
  for (std::size_t i = 0; i < cases; ++i) {
    weighted.evidence.push_back("case:public/" + name_of(i));
    weighted.weights[weighted.evidence.back()] = *gen::inRange(1U, 1001U);
  }
  rubric.criteria.push_back(weighted);
  Criterion bands = criterion(CriterionRule::bands, points(), {"metric:public/Case0/ratio"});
  bands.bands = {{"a", 0.5, bands.points}, {"b", 0, Points{*gen::inRange<std::int64_t>(0, bands.points.hundredths)}}};
  rubric.criteria.push_back(bands);
  rubric.criteria.push_back(criterion(CriterionRule::manual, points(), {}));
  return rubric;
}

Points lost(const CriterionScore& part) {
  Points sum;
  for (const auto& reason : part.reasons) sum += reason.lost;
  return sum;
}

// All that a Score says, to compare two.
std::string written(const Score& score) {
  std::string text = std::to_string(score.graded) + score.not_graded_because + to_string(score.earned) + "/" + to_string(score.open);
  for (const auto& part : score.criteria) {
    text += "\n" + part.id + to_string(part.earned) + "," + to_string(part.open) + "," + std::string(to_string(part.verdict)) + part.band;
    for (const auto& reason : part.reasons) {
      text += "\n  " + reason.evidence + std::to_string(reason.record) + to_string(reason.lost) + reason.summary;
    }
  }
  return text;
}

RC_GTEST_PROP(Score, AddsUpForAnyEvidence, ()) {
  const auto verdicts = some_verdicts();
  const auto rubric = some_rubric(verdicts.size());
  const auto total = score(rubric, graded(verdicts, *gen::element(0.1, 0.5, 0.9)));
  RC_ASSERT(total.graded);
  Points earned;
  Points open;
  for (const auto& part : total.criteria) {
    RC_ASSERT(part.earned >= Points{});
    RC_ASSERT(part.open >= Points{});
    RC_ASSERT(std::ranges::all_of(part.reasons, [](const Reason& reason) { return reason.lost >= Points{}; }));
    RC_ASSERT(part.earned + part.open + lost(part) == part.possible);
    RC_ASSERT((part.verdict == Verdict::violated) == (lost(part) > Points{}));
    earned += part.earned;
    open += part.open;
  }
  RC_ASSERT(earned == total.earned);
  RC_ASSERT(open == total.open);
  RC_ASSERT(total.possible == rubric.possible());
}

RC_GTEST_PROP(Score, IsNeverLowerWithMoreSatisfied, ()) {
  auto verdicts = some_verdicts();
  const auto rubric = some_rubric(verdicts.size());
  const auto before = score(rubric, graded(verdicts, 0.3));
  verdicts[*gen::inRange<std::size_t>(0, verdicts.size())] = Verdict::satisfied;
  const auto after = score(rubric, graded(verdicts, 0.3));
  for (std::size_t i = 0; i < before.criteria.size(); ++i) {
    RC_ASSERT(after.criteria[i].earned >= before.criteria[i].earned);
  }
}

RC_GTEST_PROP(Score, IsNeverCostAnythingByWhatIsInconclusive, ()) {
  auto verdicts = some_verdicts();
  const auto rubric = some_rubric(verdicts.size());
  const auto before = score(rubric, graded(verdicts, 0.9));
  verdicts[*gen::inRange<std::size_t>(0, verdicts.size())] = *gen::element(Verdict::inconclusive, Verdict::not_graded);
  const auto after = score(rubric, graded(verdicts, 0.9));
  for (std::size_t i = 0; i < before.criteria.size(); ++i) {
    RC_ASSERT(lost(after.criteria[i]) <= lost(before.criteria[i]));
  }
}

RC_GTEST_PROP(Score, DoesNotDependOnTheOrderOfRecords, ()) {
  const auto verdicts = some_verdicts();
  const auto rubric = some_rubric(verdicts.size());
  auto records = graded(verdicts, 0.5);
  const auto before = score(rubric, records);
  std::ranges::shuffle(records, std::mt19937(*gen::arbitrary<unsigned>()));
  RC_ASSERT(written(score(rubric, records)) == written(before));
}

// Here the sequence numbers change as well: a parallel judge ends its cases in any order.
RC_GTEST_PROP(Score, HasTheSamePointsWhateverTheOrderOfCases, ()) {
  const auto verdicts = some_verdicts();
  const auto rubric = some_rubric(verdicts.size());
  auto records = graded(verdicts, 0.5);
  const auto before = score(rubric, records);
  std::shuffle(records.begin() + 3, records.end() - 1, std::mt19937(*gen::arbitrary<unsigned>()));
  for (std::size_t i = 0; i < records.size(); ++i) records[i].sequence = i + 1;
  const auto after = score(rubric, records);
  for (std::size_t i = 0; i < before.criteria.size(); ++i) {
    RC_ASSERT(after.criteria[i].earned == before.criteria[i].earned);
    RC_ASSERT(after.criteria[i].open == before.criteria[i].open);
  }
}

RC_GTEST_PROP(Cut, SumsToThePointsAndIsFairToAHundredth, ()) {
  const Points points{*gen::inRange<std::int64_t>(0, 99'999'999'999)};
  const auto weights = *gen::nonEmpty(gen::container<std::vector<unsigned>>(gen::inRange(1U, 1001U)));
  const auto shares = cut(points, weights);
  RC_ASSERT(shares.size() == weights.size());
  Points sum;
  long double weight_sum = 0;
  for (const auto weight : weights) weight_sum += weight;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    sum += shares[i];
    const auto exact = static_cast<long double>(points.hundredths) * weights[i] / weight_sum;
    RC_ASSERT(std::abs(static_cast<long double>(shares[i].hundredths) - exact) < 1.0L);
  }
  RC_ASSERT(sum == points);
}

TEST(Cut, GivesTheResidueToLaterShares) {
  EXPECT_EQ(cut(Points{1000}, {1, 1, 1}), (std::vector{Points{333}, Points{333}, Points{334}}));
  EXPECT_EQ(cut(Points{1}, {1, 1, 1}), (std::vector{Points{0}, Points{0}, Points{1}}));
  EXPECT_TRUE(cut(Points{100}, {}).empty());
}

}  // namespace
}  // namespace assay::score
