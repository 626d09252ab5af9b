#include "measure/comparison.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

#include "judge/scenario.hpp"
#include "judge/subject.hpp"
#include "measure/interval.hpp"

namespace assay::kit::measure {
namespace {

double take(const Figure& figure, const Question& question) {
  const double value = figure();
  if (!std::isfinite(value) || value <= 0) {
    throw JudgeFault("measuring " + question.title + " gave " + std::to_string(value));
  }
  return value;
}

core::MeasuredPair take_pair(const Question& question, const Figure& subject, const Figure& baseline,
                             bool subject_first) {
  core::MeasuredPair pair;
  if (subject_first) pair.subject = take(subject, question);
  pair.baseline = take(baseline, question);
  if (!subject_first) pair.subject = take(subject, question);
  return pair;
}

void evaluate(Answer& answer, const Question& question, std::uint64_t seed) {
  std::vector<double> ratios;
  for (const auto& pair : answer.comparison.pairs) {
    ratios.push_back(question.more_is_better ? pair.subject / pair.baseline : pair.baseline / pair.subject);
  }
  const Interval interval = median_interval(ratios, seed);
  answer.comparison.ratio = median(ratios);
  answer.comparison.low = interval.low;
  answer.comparison.high = interval.high;
  if (interval.low >= question.bar) answer.decision = Decision::passed;
  if (interval.high < question.bar) answer.decision = Decision::failed;
}

std::string rounded(double value) {
  char text[32];
  std::snprintf(text, sizeof text, value < 0.1 ? "%.2g" : value < 10 ? "%.2f" : "%.0f", value);
  return text;
}

// "0.5", not "0.50": it is a given number, and not a measured one.
std::string plain(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

}  // namespace

Answer compare(const Question& question, const Figure& subject, const Figure& baseline, std::uint64_t seed,
               const Effort& effort) {
  Answer answer;
  answer.comparison = {.name = question.name, .title = question.title, .unit = question.unit, .bar = question.bar};
  auto& pairs = answer.comparison.pairs;
  unsigned next_look = effort.fewest_pairs;
  bool subject_first = true;
  const auto has_more_time = [&, end = std::chrono::steady_clock::now() + effort.longest] {
    return pairs.size() < effort.fewest_pairs || std::chrono::steady_clock::now() < end;
  };
  auto before = effort.calibrate();
  while (answer.decision == Decision::undecided && pairs.size() < effort.most_pairs &&
         answer.noisy_pairs < effort.most_noisy_pairs && has_more_time()) {
    const auto pair = take_pair(question, subject, baseline, subject_first);
    const auto after = effort.calibrate();
    if (drifted(std::exchange(before, after), after)) {
      ++answer.noisy_pairs;
      continue;
    }
    subject_first = !subject_first;
    pairs.push_back(pair);
    if (pairs.size() < next_look && pairs.size() < effort.most_pairs) continue;
    evaluate(answer, question, seed);
    next_look += (next_look + 1) / 2;
  }
  if (answer.decision == Decision::undecided && !pairs.empty()) evaluate(answer, question, seed);
  if (pairs.size() < effort.fewest_pairs) answer.decision = Decision::undecided;
  return answer;
}

std::string expected_by(const Question& question) {
  if (question.more_is_better) return "at least " + plain(question.bar) + " of the reference's " + question.title;
  return "at most " + plain(1 / question.bar) + " times the reference's " + question.title;
}

std::string describe(const Question& question, const Answer& answer) {
  const auto& comparison = answer.comparison;
  std::string noise;
  if (answer.noisy_pairs > 0) {
    noise = "; " + std::to_string(answer.noisy_pairs) +
            " more were thrown away, as the machine's speed changed meanwhile";
  }
  if (comparison.pairs.empty()) return "no pair of measurements that counts" + noise;
  const std::string over = " over " + std::to_string(comparison.pairs.size()) + " pairs)" + noise;
  if (question.more_is_better) {
    return rounded(comparison.ratio) + " (between " + rounded(comparison.low) + " and " +
           rounded(comparison.high) + over;
  }
  return rounded(1 / comparison.ratio) + " times (between " + rounded(1 / comparison.high) + " and " +
         rounded(1 / comparison.low) + over;
}

void conclude(const Question& question, const Answer& answer) {
  if (!answer.comparison.pairs.empty()) record_comparison(answer.comparison);
  if (answer.decision == Decision::failed) throw Violation{expected_by(question), describe(question, answer)};
  if (answer.decision == Decision::undecided) throw Inconclusive{expected_by(question), describe(question, answer)};
}

}  // namespace assay::kit::measure
