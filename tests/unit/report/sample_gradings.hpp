// Gradings to report on, built in code.
#pragma once

#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/score.hpp"
#include "report/grading_report.hpp"

namespace assay::report::sample {

struct Grading {
  core::Score score;
  std::vector<core::Record> records;

  [[nodiscard]] GradingReport report(const ReadSourceLine& source_line = {}) const;
};

/// Two criteria lost points (a case, and a check), one is open, one is full.
[[nodiscard]] Grading small_grading();
/// The compiler refused the submission, which cost every point but the manual ones.
[[nodiscard]] Grading failed_build();
/// The judge could not be started.
[[nodiscard]] Grading not_graded();
/// The small one under reduced isolation, where a suite could not be run.
[[nodiscard]] Grading reduced_isolation();
/// The submission holds too many files.
[[nodiscard]] Grading refused_source();
/// Every text that a submission has a hand in is `text`.
[[nodiscard]] Grading with_text_everywhere(const std::string& text);
/// `count` failed cases with `count` steps each, and as many findings with as many places.
[[nodiscard]] Grading with_many_failures(std::size_t count);

}  // namespace assay::report::sample
