#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/event.hpp"

namespace assay::score {

/// A fact of the student's that kept every suite from running.
struct Obstacle {
  std::uint64_t record = 0;
  std::string evidence;  ///< "source" or "build"
  std::string summary;
};

template <typename T>
struct Recorded {
  std::uint64_t record = 0;
  T value;
};

/// One grading's records, folded.
struct Observations {
  std::string not_graded_because;  ///< empty, or the grader's fault
  std::set<std::string, std::less<>> suites;  ///< that were to run
  std::map<std::string, std::string, std::less<>> suites_not_run;  ///< by suite, why the machine could not
  std::optional<Obstacle> obstacle;
  /// By suite and name: every announced case with its result.
  std::map<std::pair<std::string, std::string>, Recorded<core::CaseResult>> cases;
  std::map<std::string, Recorded<core::Finding>> findings;  ///< by check
  std::optional<core::AnalysisFinished> analysis;
};

/// Folds the records and finds what makes them no grading: a stage that failed, an end
/// that is missing or incomplete, a suite that did not run, a case without its result.
[[nodiscard]] Observations observe(const std::vector<core::Record>& grading);

}  // namespace assay::score
