// A figure of the subject held against the same figure of the lab's baseline.
//
// Theory of operation. What is measured in absolute terms depends on the machine and on what
// else it does; so both are measured in turn, in pairs, and the figure is the median of the
// pairs' ratios: whatever slows a whole pair down leaves its ratio alone, and a pair that was
// disturbed half way is one value that the median passes over. The order within a pair changes
// each time (ABBA), so that a drift over time favours neither. A bar is passed or failed only
// when the whole interval around the median lies on one side of it; otherwise more pairs are
// measured, and if the most that we take do not decide, nobody has passed or failed.
//
// The interval is looked at several times, each of which may err by chance. The looks are few
// (after 7, 11, 17, 26 and 31 pairs): a subject that is exactly at the bar fails it wrongly in
// fewer than 1 in 10 cases, and one that is 20 % off practically never.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/case_result.hpp"
#include "core/duration.hpp"
#include "measure/calibration.hpp"

namespace assay::kit::measure {

struct Question {
  std::string name;   ///< of the case's metric: "closed_calls"
  std::string title;  ///< what is counted, as in "the reference's …": "protected calls a second"
  std::string unit;   ///< "calls/s"
  bool more_is_better = true;  ///< the ratio is subject / baseline; else baseline / subject
  double bar = 0;     ///< the ratio that must be reached; above zero
};

enum class Decision { passed, failed, undecided };

struct Answer {
  core::Comparison comparison;  ///< `ratio`, `low` and `high` are 0 where there is no pair
  Decision decision = Decision::undecided;
  unsigned noisy_pairs = 0;     ///< that were thrown away
};

/// Measures once; above zero. What it throws ends the comparison.
using Figure = std::function<double()>;

struct Effort {
  unsigned fewest_pairs = 7;
  unsigned most_pairs = 31;
  unsigned most_noisy_pairs = 31;
  /// Real time, after which no pair beyond the fewest is begun. The fewest always are, so that a
  /// slow subject is not spared its verdict.
  core::Duration longest = std::chrono::seconds(12);
  /// Asked before and after each pair; where it has drifted, the pair is thrown away.
  std::function<core::Duration()> calibrate = measure::calibrate;
};

/// Measures until it is decided, or `effort` is used up. Throws JudgeFault where a figure is
/// not above zero: those that make one keep it there.
[[nodiscard]] Answer compare(const Question& question, const Figure& subject, const Figure& baseline,
                             std::uint64_t seed, const Effort& effort = {});

/// What the question asks for, and what the answer is, in words: "at least 0.5 of the reference's
/// protected calls a second" and "0.31 (between 0.29 and 0.33 over 9 pairs)".
[[nodiscard]] std::string expected_by(const Question& question);
[[nodiscard]] std::string describe(const Question& question, const Answer& answer);

/// Records the answer in the running case, and throws Violation where it failed and
/// Inconclusive where it is undecided.
void conclude(const Question& question, const Answer& answer);

}  // namespace assay::kit::measure
