// What a suite is written with: a case's words, the recorder of its steps, and the
// way from a violated expectation to a verdict.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/case_result.hpp"
#include "core/duration.hpp"

namespace assay::kit {

/// What the report says of a case whatever its verdict. Give it first in a test.
struct CaseInfo {
  std::string title;  ///< the property, one sentence: "While open, calls fail without touching the downstream"
  std::string read;   ///< where it is taught: "README.md#the-open-state"
};

/// An expectation that the subject did not meet; ends the scenario.
struct Violation {
  std::string expected;
  std::string actual;
};

/// What was measured is too noisy to decide: the case is inconclusive, and its points stay open.
struct Inconclusive {
  std::string expected;
  std::string actual;  ///< "between 0.91 and 1.13 of the reference, after 31 pairs"
};

/// Records a scenario's steps. Long texts are cut, as a program may have written them; a
/// scenario of more than 20,000 steps is one that a program keeps going, and is violated.
class Recorder {
 public:
  /// `to` is the lane that is acted upon, where that is another.
  void step(core::Duration at, std::string lane, std::string what, std::string to = {});
  /// A fault or a state that lasts; at most 2,000 are kept.
  void span(core::ScenarioSpan span);
  /// Marks the last step as the one that decided the verdict.
  void blame_last();
  [[nodiscard]] const std::vector<core::ScenarioStep>& steps() const { return steps_; }
  [[nodiscard]] const std::vector<core::ScenarioSpan>& spans() const { return spans_; }

 private:
  std::vector<core::ScenarioStep> steps_;
  std::vector<core::ScenarioSpan> spans_;
};

/// One seeded scenario. It records what happens as it goes, throws Violation at the first
/// expectation not met or Inconclusive, and lets SubjectLost and JudgeFault pass.
using Scenario = std::function<void(Recorder& recorder, std::uint64_t seed)>;

/// Runs `scenario` with `scenarios` seeds (the lab's fixed ones, or only the one that
/// was asked for with --seed), and stops at the first that is violated. Fails the
/// running GoogleTest test then, with what the report needs. Call it once a test, as
/// its last statement.
void judge_scenario(CaseInfo info, const Scenario& scenario, unsigned scenarios = 1);

/// Why a scenario was violated.
struct Failure {
  core::CaseEnd end = core::CaseEnd::judged;
  std::string expected;
  std::string actual;
};

/// A scenario as it went.
struct Played {
  Recorder recorder;
  std::optional<Failure> failure;
  std::string output;  ///< what its subjects printed
  std::optional<core::OperationHistory> history;
};

// What `judge_scenario` is made of, for what judges many scenarios together.

/// Says what the running case is about.
void begin_case(CaseInfo info);

/// Runs one scenario. Lets JudgeFault and Inconclusive pass.
[[nodiscard]] Played play_scenario(const std::function<void(Recorder& recorder)>& scenario);

/// Fails the running GoogleTest test with what became of a scenario that was violated.
void show_failure(const Played& played, std::uint64_t seed);

/// A figure of the running case, for criteria with bands.
void record_metric(const std::string& name, double value);

/// What was measured in the running case, whatever its verdict; `comparison.name` becomes a
/// metric as well.
void record_comparison(core::Comparison comparison);
void record_latencies(core::LatencyProfile profile);

/// One side of a data race that was seen in the running case.
void record_trace(core::Trace trace);

/// What several clients did in the running scenario and why that cannot have been. Give it before the
/// Violation is thrown; the last one counts. Of a long one, what is around the conflict is kept.
void record_history(core::OperationHistory history);

/// What a subject of the running scenario printed; `Subject` calls it at its end.
void record_output(const std::string& output);

/// What the running test has said through the functions above, and then forgets it.
/// For the program that reports it.
[[nodiscard]] core::CaseResult take_case_result();

}  // namespace assay::kit
