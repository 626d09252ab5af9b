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

// Subjects that lived in this scenario have printed here, the last one last.
std::string& scenario_output() {
  static std::string output;
  return output;
}

void record_violation(const Recorder& recorder, std::uint64_t seed, core::CaseEnd end,
                      const std::string& expected, const std::string& actual) {
  auto& result = running_case();
  result.end = end;
  result.expected = expected;
  result.actual = actual;
  result.seed = seed;
  result.steps = recorder.steps();
  result.output = scenario_output();
  // Fails the test in GoogleTest's own terms as well, so that a judge run by hand reads well.
  ADD_FAILURE() << "seed " << seed << "\n  expected: " << expected << "\n  actual:   " << actual;
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
  steps_.push_back({at, std::move(lane), std::move(what), false});
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

void record_output(const std::string& output) { scenario_output() += output; }

core::CaseResult take_case_result() { return std::exchange(running_case(), {}); }

}  // namespace assay::kit
