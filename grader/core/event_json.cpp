#include "core/event_json.hpp"

#include <array>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/json_fields.hpp"

namespace assay::core {

template <>
struct StoredNames<CaseEnd> {
  static constexpr std::array<std::pair<CaseEnd, std::string_view>, 4> names{
      {{CaseEnd::judged, "judged"},
       {CaseEnd::subject_ended, "subject_ended"},
       {CaseEnd::subject_hung, "subject_hung"},
       {CaseEnd::subject_broke_protocol, "subject_broke_protocol"}}};
};

template <>
struct StoredNames<SpanKind> {
  static constexpr std::array<std::pair<SpanKind, std::string_view>, 2> names{
      {{SpanKind::fault, "fault"}, {SpanKind::state, "state"}}};
};

template <>
struct StoredNames<BuildStatus> {
  static constexpr std::array<std::pair<BuildStatus, std::string_view>, 4> names{
      {{BuildStatus::succeeded, "succeeded"},
       {BuildStatus::failed, "failed"},
       {BuildStatus::limit, "limit"},
       {BuildStatus::no_subject, "no_subject"}}};
};

namespace {

template <typename T, typename Value>
concept Maybe = std::same_as<std::remove_const_t<T>, Value>;

// In the order of the variant.
constexpr std::array<std::string_view, std::variant_size_v<Event>> kinds{
    "grading_started", "source_fetched", "source_refused", "build_finished",   "suite_started", "case_finished",
    "suite_finished",  "check_reported", "analysis_finished", "stage_failed", "grading_finished",
    "suite_not_run"};

}  // namespace

// These are found by argument-dependent lookup from json_fields.hpp, so they cannot
// hide in the unnamed namespace.

template <typename Fields>
void list_fields(Fields& fields, Maybe<Location> auto& location) {
  fields("file", location.file);
  fields("line", location.line);
  fields("column", location.column);
  fields("note", location.note);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<ScenarioStep> auto& step) {
  fields("at", step.at);
  fields("lane", step.lane);
  fields("what", step.what);
  fields("culprit", step.culprit);
  fields("to", step.to);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<ScenarioSpan> auto& span) {
  fields("from", span.from);
  fields("to", span.to);
  fields("kind", span.kind);
  fields("lane", span.lane);
  fields("what", span.what);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<Trace> auto& trace) {
  fields("title", trace.title);
  fields("frames", trace.frames);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<MeasuredPair> auto& pair) {
  fields("subject", pair.subject);
  fields("baseline", pair.baseline);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<Comparison> auto& comparison) {
  fields("name", comparison.name);
  fields("title", comparison.title);
  fields("unit", comparison.unit);
  fields("pairs", comparison.pairs);
  fields("ratio", comparison.ratio);
  fields("low", comparison.low);
  fields("high", comparison.high);
  fields("bar", comparison.bar);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<LatencyPoint> auto& point) {
  fields("percentile", point.percentile);
  fields("subject", point.subject);
  fields("baseline", point.baseline);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<LatencyProfile> auto& profile) {
  fields("title", profile.title);
  fields("points", profile.points);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<HistoryOperation> auto& operation) {
  fields("lane", operation.lane);
  fields("invoked", operation.invoked);
  fields("returned", operation.returned);
  fields("input", operation.input);
  fields("output", operation.output);
  fields("conflict", operation.conflict);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<HistoryLink> auto& link) {
  fields("from", link.from);
  fields("to", link.to);
  fields("what", link.what);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<HistoryLogRow> auto& row) {
  fields("stream", row.stream);
  fields("position", row.position);
  fields("event", row.event);
  fields("before", row.before);
  fields("after", row.after);
  fields("operation", row.operation);
  fields("conflict", row.conflict);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<OperationHistory> auto& history) {
  fields("title", history.title);
  fields("why", history.why);
  fields("operations", history.operations);
  fields("links", history.links);
  fields("log", history.log);
  fields("operations_left_out", history.operations_left_out);
  fields("log_left_out", history.log_left_out);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<CaseResult> auto& result) {
  fields("suite", result.suite);
  fields("name", result.name);
  fields("verdict", result.verdict);
  fields("end", result.end);
  fields("title", result.title);
  fields("expected", result.expected);
  fields("actual", result.actual);
  fields("seed", result.seed);
  fields("steps", result.steps);
  fields("output", result.output);
  fields("read", result.read);
  fields("duration", result.duration);
  fields("metrics", result.metrics);
  fields("spans", result.spans);
  fields("traces", result.traces);
  fields("comparisons", result.comparisons);
  fields("latencies", result.latencies);
  fields("history", result.history);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<Finding> auto& finding) {
  fields("check", finding.check);
  fields("verdict", finding.verdict);
  fields("message", finding.message);
  fields("locations", finding.locations);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<ParseProblem> auto& problem) {
  fields("location", problem.location);
  fields("message", problem.message);
  fields("fatal", problem.fatal);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<GradingStarted> auto& event) {
  fields("lab", event.lab);
  fields("lab_version", event.lab_version);
  fields("lab_digest", event.lab_digest);
  fields("grader", event.grader);
  fields("isolation", event.isolation);
  fields("suites", event.suites);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<SourceFetched> auto& event) {
  fields("source", event.source);
  fields("commit", event.commit);
  fields("tree_digest", event.tree_digest);
  fields("author_time", event.author_time);
  fields("commit_time", event.commit_time);
  fields("received_at", event.received_at);
  fields("deadline", event.deadline);
  fields("dirty", event.dirty);
  fields("files", event.files);
  fields("size", event.size);
  fields("flags", event.flags);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<SourceRefused> auto& event) {
  fields("reason", event.reason);
  fields("message", event.message);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<BuildFinished> auto& event) {
  fields("variant", event.variant);
  fields("status", event.status);
  fields("step", event.step);
  fields("message", event.message);
  fields("log", event.log);
  fields("wall", event.wall);
  fields("cpu", event.cpu);
  fields("peak_memory", event.peak_memory);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<SuiteStarted> auto& event) {
  fields("suite", event.suite);
  fields("cases", event.cases);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<CaseFinished> auto& event) {
  fields("result", event.result);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<SuiteFinished> auto& event) {
  fields("suite", event.suite);
  fields("wall", event.wall);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<SuiteNotRun> auto& event) {
  fields("suite", event.suite);
  fields("why", event.why);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<CheckReported> auto& event) {
  fields("finding", event.finding);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<AnalysisFinished> auto& event) {
  fields("units", event.units);
  fields("problems", event.problems);
  fields("message", event.message);
  fields("wall", event.wall);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<StageFailed> auto& event) {
  fields("stage", event.stage);
  fields("message", event.message);
}

template <typename Fields>
void list_fields(Fields& fields, Maybe<GradingFinished> auto& event) {
  fields("complete", event.complete);
}

namespace {

template <typename T>
Result<T> read(std::string_view what, const nlohmann::json& json) {
  T value;
  const std::string problem = FieldReader::read(json, value);
  if (!problem.empty()) {
    return fail(ErrorKind::infrastructure, "reading " + std::string(what) + ": " + problem);
  }
  return value;
}

template <std::size_t Index = 0>
Result<Event> read_event(std::string_view kind, const nlohmann::json& json) {
  if constexpr (Index == kinds.size()) {
    return fail(ErrorKind::infrastructure, "reading an event: unknown kind '" + std::string(kind) + "'");
  } else {
    if (kind != kinds[Index]) return read_event<Index + 1>(kind, json);
    return read<std::variant_alternative_t<Index, Event>>(kind, json);
  }
}

}  // namespace

std::string event_kind(const Event& event) { return std::string(kinds[event.index()]); }

nlohmann::json event_to_json(const Event& event) {
  return std::visit([](const auto& value) { return FieldWriter::write(value); }, event);
}

Result<Event> event_from_json(const std::string& kind, const nlohmann::json& json) {
  return read_event(kind, json);
}

nlohmann::json case_result_to_json(const CaseResult& result) { return FieldWriter::write(result); }

Result<CaseResult> case_result_from_json(const nlohmann::json& json) { return read<CaseResult>("a case's result", json); }

nlohmann::json finding_to_json(const Finding& finding) { return FieldWriter::write(finding); }

Result<Finding> finding_from_json(const nlohmann::json& json) { return read<Finding>("a finding", json); }

nlohmann::json parse_problem_to_json(const ParseProblem& problem) { return FieldWriter::write(problem); }

Result<ParseProblem> parse_problem_from_json(const nlohmann::json& json) {
  return read<ParseProblem>("a parse problem", json);
}

}  // namespace assay::core
