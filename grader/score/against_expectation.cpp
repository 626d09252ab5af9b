#include "score/against_expectation.hpp"

#include <variant>

#include "core/evidence_pattern.hpp"

namespace assay::score {

std::map<std::string, core::Verdict> observed_verdicts(const std::vector<core::Record>& grading) {
  std::map<std::string, core::Verdict> verdicts;
  for (const auto& record : grading) {
    if (const auto* finished = std::get_if<core::CaseFinished>(&record.event)) {
      verdicts[core::case_evidence(finished->result.suite, finished->result.name)] = finished->result.verdict;
    } else if (const auto* reported = std::get_if<core::CheckReported>(&record.event)) {
      verdicts[core::check_evidence(reported->finding.check)] = reported->finding.verdict;
    } else if (const auto* built = std::get_if<core::BuildFinished>(&record.event); built && built->variant.empty()) {
      verdicts["build"] =
          built->status == core::BuildStatus::succeeded ? core::Verdict::satisfied : core::Verdict::violated;
    } else if (std::holds_alternative<core::SourceRefused>(record.event)) {
      verdicts["source"] = core::Verdict::violated;
    }
  }
  return verdicts;
}

std::vector<std::string> differences(const core::Expectation& expected, const core::Score& score,
                                     const std::map<std::string, core::Verdict>& observed) {
  std::vector<std::string> all;
  if (!score.graded) return {"it was not graded: " + score.not_graded_because};
  if (score.earned != expected.score) {
    all.push_back("it earns " + to_string(score.earned) + " points, expected were " + to_string(expected.score));
  }
  for (const auto& [evidence, verdict] : observed) {
    const auto named = expected.verdicts.find(evidence);
    const auto wanted = named == expected.verdicts.end() ? core::Verdict::satisfied : named->second;
    if (verdict == wanted || expected.unsettled.contains(evidence)) continue;
    all.push_back(evidence + " is " + std::string(to_string(verdict)) + ", expected was " + std::string(to_string(wanted)));
  }
  for (const auto& evidence : expected.unsettled) {
    if (!observed.contains(evidence)) all.push_back(evidence + " may have any verdict, but this grading has no such evidence");
  }
  for (const auto& [evidence, verdict] : expected.verdicts) {
    if (!observed.contains(evidence)) {
      all.push_back(evidence + " is expected to be " + std::string(to_string(verdict)) + ", but this grading has no such evidence");
    }
  }
  return all;
}

}  // namespace assay::score
