// Makes gradings and rubrics for the tests of scoring.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/evidence_pattern.hpp"
#include "core/event.hpp"
#include "core/lab_spec.hpp"

namespace assay::score {

/// A complete grading in which everything named so far was announced and reported.
class Grading {
 public:
  explicit Grading(std::vector<std::string> suites = {"public"}) { add(core::GradingStarted{.suites = std::move(suites)}); }

  Grading& add(core::Event event) {
    records_.push_back({records_.size() + 1, {}, std::move(event)});
    return *this;
  }
  Grading& built() { return add(core::BuildFinished{.status = core::BuildStatus::succeeded}); }
  Grading& suite(const std::string& id, std::vector<std::string> cases) { return add(core::SuiteStarted{id, std::move(cases)}); }
  Grading& result(const std::string& suite, const std::string& name, core::Verdict verdict,
                  std::map<std::string, double> metrics = {}) {
    core::CaseResult result;
    result.suite = suite;
    result.name = name;
    result.verdict = verdict;
    result.title = "it holds";
    result.expected = "one";
    result.actual = "two";
    result.metrics = std::move(metrics);
    return add(core::CaseFinished{std::move(result)});
  }
  Grading& finding(const std::string& check, core::Verdict verdict) {
    return add(core::CheckReported{{check, verdict, "what was seen", {}}});
  }
  Grading& analysed(const std::string& message = {}) { return add(core::AnalysisFinished{.message = message}); }

  [[nodiscard]] std::vector<core::Record> finish(bool complete = true) {
    add(core::GradingFinished{complete});
    return records_;
  }

 private:
  std::vector<core::Record> records_;
};

inline core::Criterion criterion(core::CriterionRule rule, std::int64_t hundredths, std::vector<std::string> evidence) {
  core::Criterion made;
  made.id = "c";
  made.title = "C";
  made.points = core::Points{hundredths};
  made.rule = rule;
  made.evidence = std::move(evidence);
  return made;
}

}  // namespace assay::score
