#include <map>
#include <utility>

#include "report/json_parts.hpp"

namespace assay::report::json_parts {
namespace {

constexpr std::size_t most_spans = 2'000;
constexpr std::size_t most_metrics = 100;
constexpr std::size_t most_plots = 50;  // of one kind
constexpr std::size_t most_pairs = 1'000;
constexpr std::size_t most_points = 100;
constexpr std::size_t most_traces = 20;
constexpr std::size_t most_frames = 100;

std::string_view name_of(core::CaseEnd end) {
  switch (end) {
    case core::CaseEnd::judged: return "judged";
    case core::CaseEnd::subject_ended: return "subject_ended";
    case core::CaseEnd::subject_hung: return "subject_hung";
    case core::CaseEnd::subject_broke_protocol: return "subject_broke_protocol";
  }
  std::unreachable();
}

Json step_json(const core::ScenarioStep& step) {
  return {{"at_ns", step.at.count()},
          {"lane", step_text(step.lane)},
          {"to", step.to.empty() ? Json() : Json(step_text(step.to))},
          {"what", step_text(step.what)},
          {"culprit", step.culprit}};
}

Json metrics_json(const std::map<std::string, double>& metrics) {
  Json out = Json::object();
  for (const auto& [name, value] : metrics) {
    if (out.size() == most_metrics) break;
    out[text(name)] = figure(value);
  }
  return out;
}

Json span_json(const core::ScenarioSpan& span) {
  return {{"from_ns", span.from.count()},
          {"to_ns", span.to.count()},
          {"kind", span.kind == core::SpanKind::fault ? "fault" : "state"},
          {"lane", step_text(span.lane)},
          {"what", step_text(span.what)}};
}

Json trace_json(const core::Trace& trace) {
  return {{"title", text(trace.title)},
          {"frames", array(trace.frames, most_frames, location_json)},
          {"frames_omitted", omitted(trace.frames, most_frames)}};
}

Json pair_json(const core::MeasuredPair& pair) {
  return {{"subject", figure(pair.subject)}, {"baseline", figure(pair.baseline)}};
}

Json comparison_json(const core::Comparison& comparison) {
  return {{"name", text(comparison.name)},
          {"title", text(comparison.title)},
          {"unit", text(comparison.unit)},
          {"ratio", figure(comparison.ratio)},
          {"low", figure(comparison.low)},
          {"high", figure(comparison.high)},
          {"bar", comparison.bar ? figure(*comparison.bar) : Json()},
          {"pairs", array(comparison.pairs, most_pairs, pair_json)}};
}

Json latency_point_json(const core::LatencyPoint& point) {
  return {{"percentile", figure(point.percentile)},
          {"subject_ns", point.subject.count()},
          {"baseline_ns", point.baseline.count()}};
}

Json latencies_json(const core::LatencyProfile& profile) {
  return {{"title", text(profile.title)}, {"points", array(profile.points, most_points, latency_point_json)}};
}

}  // namespace

Json location_json(const core::Location& location) {
  return {{"file", text(location.file)},
          {"line", location.line == 0 ? Json() : Json(location.line)},
          {"column", location.column == 0 ? Json() : Json(location.column)},
          {"note", text(location.note)}};
}

Json case_json(const RecordedCase& judged, std::size_t most_steps) {
  const auto& fact = judged.fact;
  const auto window = most_telling_steps(fact.steps, most_steps);
  return {{"record", judged.record},
          {"suite", text(fact.suite)},
          {"name", text(fact.name)},
          {"verdict", core::to_string(fact.verdict)},
          {"end", name_of(fact.end)},
          {"title", text(fact.title)},
          {"expected", text(fact.expected)},
          {"actual", text(fact.actual)},
          {"seed", std::to_string(fact.seed)},
          {"steps", array(window.steps, most_steps, step_json)},
          {"steps_omitted", window.earlier + window.later},
          {"spans", array(fact.spans, most_spans, span_json)},
          {"spans_omitted", omitted(fact.spans, most_spans)},
          {"output", log(fact.output)},
          {"read", optional_text(fact.read)},
          {"replay", optional_text(judged.replay)},
          {"duration_ns", fact.duration.count()},
          {"metrics", metrics_json(fact.metrics)},
          {"comparisons", array(fact.comparisons, most_plots, comparison_json)},
          {"latencies", array(fact.latencies, most_plots, latencies_json)},
          {"traces", array(fact.traces, most_traces, trace_json)},
          {"traces_omitted", omitted(fact.traces, most_traces)},
          {"history", history_json(fact.history)}};
}

}  // namespace assay::report::json_parts
