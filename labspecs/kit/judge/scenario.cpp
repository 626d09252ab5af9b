#include "judge/scenario.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "judge/configuration.hpp"
#include "judge/cut.hpp"
#include "judge/history_window.hpp"
#include "judge/subject.hpp"

namespace assay::kit {
namespace {

core::CaseResult& running_case() {
  static core::CaseResult result;
  return result;
}

// What a program says ends up in a report; none of it may grow without bounds there.
constexpr std::size_t longest_text = 4 * 1024;
constexpr std::size_t longest_output = 256 * 1024;
constexpr std::size_t most_steps = 20'000;
constexpr std::size_t steps_kept = 2'000;
constexpr std::size_t most_spans = 2'000;

// Subjects that lived in this scenario have printed here, the last one last.
std::string& scenario_output() {
  static std::string output;
  return output;
}

// What its clients did, if it said so.
std::optional<core::OperationHistory>& scenario_history() {
  static std::optional<core::OperationHistory> history;
  return history;
}

std::vector<core::ScenarioStep> last_steps(const std::vector<core::ScenarioStep>& steps) {
  if (steps.size() <= steps_kept) return steps;
  const auto first = steps.end() - static_cast<std::ptrdiff_t>(steps_kept);
  const std::string note = std::to_string(steps.size() - steps_kept) + " earlier steps are left out";
  std::vector<core::ScenarioStep> kept{{first->at, "judge", note, false, {}}};
  kept.insert(kept.end(), first, steps.end());
  return kept;
}

void fill_in(core::CaseResult& result, const Played& played, std::uint64_t seed, const std::string& expected,
             const std::string& actual) {
  result.expected = cut(expected, longest_text);
  result.actual = cut(actual, longest_text);
  result.seed = seed;
  result.steps = last_steps(played.recorder.steps());
  result.spans = played.recorder.spans();
  result.output = cut(played.output, longest_output);
  result.history = played.history;
}

std::optional<Failure> failure_of(Recorder& recorder, const std::function<void(Recorder& recorder)>& scenario) {
  scenario_output().clear();
  scenario_history().reset();
  try {
    scenario(recorder);
    return std::nullopt;
  } catch (const Violation& violation) {
    recorder.blame_last();
    return Failure{core::CaseEnd::judged, violation.expected, violation.actual};
  } catch (const SubjectLost& lost) {
    recorder.blame_last();
    return Failure{lost.end, "the program answers until the scenario's end", lost.what()};
  }
}

/// Whether it was satisfied.
bool run_scenario(const Scenario& scenario, std::uint64_t seed) {
  Recorder recorder;
  try {
    auto failure = failure_of(recorder, [&](Recorder& steps) { scenario(steps, seed); });
    if (!failure) return true;
    show_failure({std::move(recorder), std::move(failure), scenario_output(), scenario_history()}, seed);
  } catch (const Inconclusive& unclear) {
    fill_in(running_case(), {std::move(recorder), {}, scenario_output(), scenario_history()}, seed, unclear.expected, unclear.actual);
    running_case().verdict = core::Verdict::inconclusive;
  }
  return false;
}

}  // namespace

void Recorder::step(core::Duration at, std::string lane, std::string what, std::string to) {
  steps_.push_back({at, cut(std::move(lane), longest_text), cut(std::move(what), longest_text), false,
                    cut(std::move(to), longest_text)});
  if (steps_.size() > most_steps) {
    throw Violation{"the scenario comes to an end", "it goes on after " + std::to_string(most_steps) + " steps"};
  }
}

void Recorder::span(core::ScenarioSpan span) {
  if (spans_.size() == most_spans) return;
  span.lane = cut(std::move(span.lane), longest_text);
  span.what = cut(std::move(span.what), longest_text);
  spans_.push_back(std::move(span));
}

void Recorder::blame_last() {
  if (!steps_.empty()) steps_.back().culprit = true;
}

void begin_case(CaseInfo info) {
  running_case().title = std::move(info.title);
  running_case().read = std::move(info.read);
}

Played play_scenario(const std::function<void(Recorder& recorder)>& scenario) {
  Played played;
  played.failure = failure_of(played.recorder, scenario);
  played.output = scenario_output();
  played.history = scenario_history();
  return played;
}

void show_failure(const Played& played, std::uint64_t seed) {
  auto& result = running_case();
  fill_in(result, played, seed, played.failure->expected, played.failure->actual);
  result.end = played.failure->end;
  // Fails the test in GoogleTest's own terms as well, so that a judge run by hand reads well.
  ADD_FAILURE() << "seed " << seed << "\n  expected: " << result.expected << "\n  actual:   " << result.actual;
}

void judge_scenario(CaseInfo info, const Scenario& scenario, unsigned scenarios) {
  begin_case(std::move(info));
  if (configuration().seed) {
    run_scenario(scenario, *configuration().seed);
    return;
  }
  for (std::uint64_t seed = 1; seed <= scenarios; ++seed) {
    if (!run_scenario(scenario, seed)) return;
  }
}

void record_metric(const std::string& name, double value) { running_case().metrics[name] = value; }

void record_comparison(core::Comparison comparison) {
  record_metric(comparison.name, comparison.ratio);
  running_case().comparisons.push_back(std::move(comparison));
}

void record_latencies(core::LatencyProfile profile) { running_case().latencies.push_back(std::move(profile)); }

void record_trace(core::Trace trace) { running_case().traces.push_back(std::move(trace)); }

void record_history(core::OperationHistory history) {
  scenario_history() = history_window(std::move(history));
}

void record_output(const std::string& output) {
  if (scenario_output().size() <= longest_output) scenario_output() += output;
}

core::CaseResult take_case_result() { return std::exchange(running_case(), {}); }

}  // namespace assay::kit
