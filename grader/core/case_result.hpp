// What the judge says of one case.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/duration.hpp"
#include "core/finding.hpp"
#include "core/operation_history.hpp"
#include "core/verdict.hpp"

namespace assay::core {

/// One step of a scenario as it happened, for the report's sequence.
struct ScenarioStep {
  Duration at{};        ///< virtual time since the scenario began
  std::string lane;     ///< who acts: "judge", "call 2", "downstream orders", "clock"
  std::string what;     ///< "calls downstream with timeout 200ms"
  bool culprit = false; ///< the step that decided the verdict
  std::string to;       ///< the lane that is acted upon; empty: none other
};

/// What a stretch of a scenario's time is.
enum class SpanKind {
  fault,  ///< something is broken, by the judge's doing: "partition of orders"
  state,  ///< something is in a state: "open"
};

/// A stretch of a scenario's time, drawn behind the steps.
struct ScenarioSpan {
  Duration from{};
  Duration to{};        ///< not before `from`
  SpanKind kind = SpanKind::fault;
  std::string lane;     ///< whose: "downstream orders", "circuit orders"
  std::string what;
};

/// A call stack out of the program, innermost frame first: one side of a data race.
struct Trace {
  std::string title;    ///< "write by thread T2"
  std::vector<Location> frames;  ///< `note` names the function; `file` is relative to the submission, else empty
};

/// The same thing measured of the subject and of the lab's baseline, one right after the other.
struct MeasuredPair {
  double subject = 0;
  double baseline = 0;
};

/// A figure as a ratio to the baseline, so turned that more is better.
struct Comparison {
  std::string name;   ///< the case's metric that `ratio` is
  std::string title;  ///< "protected calls a second, one thread"
  std::string unit;   ///< of the pairs' figures: "calls/s", "ns/call", "MiB"
  std::vector<MeasuredPair> pairs;  ///< in the order of measuring
  double ratio = 0;   ///< median over the pairs
  double low = 0;     ///< the interval around it
  double high = 0;
  std::optional<double> bar;  ///< what it is held against
};

struct LatencyPoint {
  double percentile = 0;  ///< 50, 99, 99.9
  Duration subject{};
  Duration baseline{};
};

/// Latencies from the intended start of each call.
struct LatencyProfile {
  std::string title;
  std::vector<LatencyPoint> points;  ///< ascending percentiles
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
  std::vector<ScenarioSpan> spans;      ///< of the failing scenario
  std::vector<Trace> traces;            ///< a race's two sides
  std::vector<Comparison> comparisons;
  std::vector<LatencyProfile> latencies;
  std::optional<OperationHistory> history;  ///< of the failing scenario
};

}  // namespace assay::core
