// What the judge says of one case.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/duration.hpp"
#include "core/verdict.hpp"

namespace assay::core {

/// One step of a scenario as it happened, for the report's sequence.
struct ScenarioStep {
  Duration at{};        ///< virtual time since the scenario began
  std::string lane;     ///< who acts: "judge", "call 2", "downstream orders", "clock"
  std::string what;     ///< "calls downstream with timeout 200ms"
  bool culprit = false; ///< the step that decided the verdict
};

/// How a case ended, where that is not plainly by its assertions.
enum class CaseEnd {
  judged,         ///< the scenario ran to its end or to a violated expectation
  subject_ended,  ///< the subject exited, crashed or was killed
  subject_hung,   ///< it did not answer in real time
  subject_broke_protocol,  ///< garbage, early, repeated or foreign messages
};

struct CaseResult {
  std::string suite;
  std::string name;       ///< "Breaker.TripsAtTheThreshold"
  Verdict verdict = Verdict::not_graded;
  CaseEnd end = CaseEnd::judged;
  std::string title;      ///< the property, one sentence
  std::string expected;
  std::string actual;
  std::uint64_t seed = 0; ///< of the failing scenario, or of the first
  std::vector<ScenarioStep> steps;  ///< of the failing scenario; empty where satisfied
  std::string output;     ///< what the subject printed, capped
  std::string read;       ///< what to read: a section of the lab's README
  Duration duration{};    ///< real time
  std::map<std::string, double> metrics;
};

}  // namespace assay::core
