// What a report tells of one grading, whatever its format: the score, and the evidence
// that it points to, picked out of the grading's records.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/score.hpp"
#include "report/excerpts.hpp"

namespace assay::report {

/// A fact, and the sequence number under which a core::Reason names it.
template <typename Fact>
struct Recorded {
  std::uint64_t record = 0;
  Fact fact;
};

struct RecordedCase : Recorded<core::CaseResult> {
  std::string replay;  ///< the command that runs this scenario again; empty: there is none
};

/// What a report needs beside evidence and score.
struct ReportContext {
  std::string lab_title;
  /// Reads the submission, for excerpts; empty where its files are not at hand.
  ReadSourceLine source_line = {};
  /// Gives the command that replays a case's scenario, such as
  /// `assay check --lab LAB --case Breaker.Trips --seed 7`; may be empty.
  std::function<std::string(const core::CaseResult&)> replay;
};

struct GradingReport {
  std::string lab_title;
  core::GradingStarted grading;  ///< the lab, the grader and the isolation
  std::optional<core::SourceFetched> source;
  std::optional<Recorded<core::SourceRefused>> refusal;
  std::optional<Recorded<core::BuildFinished>> build;  ///< without instrumentation
  std::vector<Recorded<core::BuildFinished>> instrumented_builds;
  std::vector<RecordedCase> cases;                 ///< a case once, as it was judged last
  std::vector<Recorded<core::Finding>> findings;   ///< a check once, with its last word
  std::optional<core::AnalysisFinished> analysis;
  std::vector<core::SuiteNotRun> suites_not_run;   ///< as the machine, as it is set up, could not
  std::vector<core::StageFailed> failures;         ///< why nothing is graded, the first cause first
  core::Score score;
  std::vector<Excerpt> excerpts;                   ///< around the places that findings and traces name

  [[nodiscard]] const RecordedCase* find_case(std::uint64_t record) const;
  [[nodiscard]] const core::Finding* find_finding(std::uint64_t record) const;
  /// Whether only chosen cases were asked for, so that there is nothing to score.
  [[nodiscard]] bool is_partial() const { return grading.suites.empty() && !cases.empty(); }
  /// Whether the submission was held by less than the full sandbox, which a reader has to know.
  [[nodiscard]] bool is_reduced() const { return grading.isolation.starts_with("reduced"); }
  /// Why there is no grade, for people; never empty where the score is not graded.
  [[nodiscard]] std::string not_graded_because() const;
};

/// Gathers what the formats show of the one grading that `records` holds; of two, the
/// last.
[[nodiscard]] GradingReport assemble(const core::Score& score, const std::vector<core::Record>& records,
                                     const ReportContext& context);

/// At most `limit` steps in a row, with the one that decided the verdict among them (or
/// else the last ones), and how many were left out before and after.
struct StepWindow {
  std::span<const core::ScenarioStep> steps;
  std::size_t earlier = 0;
  std::size_t later = 0;
};
[[nodiscard]] StepWindow most_telling_steps(std::span<const core::ScenarioStep> steps, std::size_t limit);

}  // namespace assay::report
