#include "judge/scenario.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "judge/configuration.hpp"
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

std::string cut(std::string text, std::size_t longest) {
  if (text.size() <= longest) return text;
  const std::string note = " [" + std::to_string(text.size() - longest) + " bytes more]";
  text.resize(longest);
  return text + note;
}

// Subjects that lived in this scenario have printed here, the last one last.
std::string& scenario_output() {
  static std::string output;
  return output;
}

std::vector<core::ScenarioStep> last_steps(const std::vector<core::ScenarioStep>& steps) {
  if (steps.size() <= steps_kept) return steps;
  const auto first = steps.end() - static_cast<std::ptrdiff_t>(steps_kept);
  const std::string note = std::to_string(steps.size() - steps_kept) + " earlier steps are left out";
  std::vector<core::ScenarioStep> kept{{first->at, "judge", note, false}};
  kept.insert(kept.end(), first, steps.end());
  return kept;
}

void record_violation(const Recorder& recorder, std::uint64_t seed, core::CaseEnd end,
                      const std::string& expected, const std::string& actual) {
  auto& result = running_case();
  result.end = end;
  result.expected = cut(expected, longest_text);
  result.actual = cut(actual, longest_text);
  result.seed = seed;
  result.steps = last_steps(recorder.steps());
  result.output = cut(scenario_output(), longest_output);
  // Fails the test in GoogleTest's own terms as well, so that a judge run by hand reads well.
  ADD_FAILURE() << "seed " << seed << "\n  expected: " << result.expected << "\n  actual:   " << result.actual;
}

bool run_scenario(const Scenario& scenario, std::uint64_t seed) {
  Recorder recorder;
  scenario_output().clear();
  try {
    scenario(recorder, seed);
    return true;
  } catch (const Violation& violation) {
    recorder.blame_last();
    record_violation(recorder, seed, core::CaseEnd::judged, violation.expected, violation.actual);
  } catch (const SubjectLost& lost) {
    recorder.blame_last();
    record_violation(recorder, seed, lost.end, "the program answers until the scenario's end", lost.what());
  }
  return false;
}

}  // namespace

void Recorder::step(core::Duration at, std::string lane, std::string what) {
  steps_.push_back({at, cut(std::move(lane), longest_text), cut(std::move(what), longest_text), false});
  if (steps_.size() > most_steps) {
    throw Violation{"the scenario comes to an end", "it goes on after " + std::to_string(most_steps) + " steps"};
  }
}

void Recorder::blame_last() {
  if (!steps_.empty()) steps_.back().culprit = true;
}

void judge_scenario(CaseInfo info, const Scenario& scenario, unsigned scenarios) {
  auto& result = running_case();
  result.title = std::move(info.title);
  result.read = std::move(info.read);
  if (configuration().seed) {
    run_scenario(scenario, *configuration().seed);
    return;
  }
  for (std::uint64_t seed = 1; seed <= scenarios; ++seed) {
    if (!run_scenario(scenario, seed)) return;
  }
}

void record_metric(const std::string& name, double value) { running_case().metrics[name] = value; }

void record_output(const std::string& output) {
  if (scenario_output().size() <= longest_output) scenario_output() += output;
}

core::CaseResult take_case_result() { return std::exchange(running_case(), {}); }

}  // namespace assay::kit
