#include "report/json.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "report/escape.hpp"

namespace assay::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view schema_name = "assay.report/1";

// The schema repeats these, with room for what cap_utf8 says of the cut.
constexpr std::size_t text_cap = 4'000;
constexpr std::size_t step_text_cap = 1'000;
constexpr std::size_t log_cap = 60'000;
constexpr std::size_t most_cases = 2'000;
constexpr std::size_t most_findings = 2'000;
constexpr std::size_t most_problems = 500;
constexpr std::size_t most_steps = 200;
constexpr std::size_t most_metrics = 100;
constexpr std::size_t most_entries = 200;  // of any other list

std::string text(std::string_view value) { return cap_utf8(value, text_cap); }
std::string step_text(std::string_view value) { return cap_utf8(value, step_text_cap); }
std::string log(std::string_view value) { return cap_utf8(value, log_cap); }

/// RFC 3339 has no form for years past four digits, which a forged commit can claim.
Json time(const std::optional<core::Timestamp>& value) {
  using namespace std::chrono;
  if (!value || *value < sys_days{year{0} / 1 / 1} || *value >= sys_days{year{10'000} / 1 / 1}) return nullptr;
  return core::to_string(*value);
}

/// The first `most` entries of `list`, each through `to_value`.
template <typename List, typename ToValue>
Json array(const List& list, std::size_t most, const ToValue& to_value) {
  Json out = Json::array();
  for (std::size_t index = 0; index < std::min(list.size(), most); ++index) out.push_back(to_value(list[index]));
  return out;
}

template <typename List>
std::size_t omitted(const List& list, std::size_t most) {
  return list.size() - std::min(list.size(), most);
}

std::string_view name_of(core::CaseEnd end) {
  switch (end) {
    case core::CaseEnd::judged: return "judged";
    case core::CaseEnd::subject_ended: return "subject_ended";
    case core::CaseEnd::subject_hung: return "subject_hung";
    case core::CaseEnd::subject_broke_protocol: return "subject_broke_protocol";
  }
  std::unreachable();
}

std::string_view name_of(core::BuildStatus status) {
  switch (status) {
    case core::BuildStatus::succeeded: return "succeeded";
    case core::BuildStatus::failed: return "failed";
    case core::BuildStatus::limit: return "limit";
    case core::BuildStatus::no_subject: return "no_subject";
  }
  std::unreachable();
}

Json lab_json(const GradingReport& report) {
  const auto& grading = report.grading;
  return {{"id", text(grading.lab)},
          {"version", text(grading.lab_version)},
          {"title", text(report.lab_title)},
          {"digest", text(grading.lab_digest)}};
}

Json source_json(const std::optional<core::SourceFetched>& source) {
  if (!source) return nullptr;
  return {{"source", text(source->source)},
          {"commit", source->commit.empty() ? Json() : Json(text(source->commit))},
          {"tree_digest", text(source->tree_digest)},
          {"author_time", time(source->author_time)},
          {"commit_time", time(source->commit_time)},
          {"received_at", time(source->received_at)},
          {"deadline", time(source->deadline)},
          {"dirty", source->dirty},
          {"files", source->files},
          {"size_bytes", source->size.count},
          {"flags", array(source->flags, most_entries, text)}};
}

Json refusal_json(const std::optional<Recorded<core::SourceRefused>>& refusal) {
  if (!refusal) return nullptr;
  return {{"record", refusal->record},
          {"reason", text(refusal->fact.reason)},
          {"message", text(refusal->fact.message)}};
}

Json build_json(const std::optional<Recorded<core::BuildFinished>>& build) {
  if (!build) return nullptr;
  const auto& fact = build->fact;
  return {{"record", build->record},
          {"status", name_of(fact.status)},
          {"step", text(fact.step)},
          {"message", text(fact.message)},
          {"log", log(fact.log)},
          {"wall_ns", fact.wall.count()},
          {"cpu_ns", fact.cpu.count()},
          {"peak_memory_bytes", fact.peak_memory.count}};
}

Json score_json(const core::Score& score) {
  if (!score.graded) return nullptr;
  return {{"earned", core::to_string(score.earned)},
          {"open", core::to_string(score.open)},
          {"possible", core::to_string(score.possible)}};
}

Json reason_json(const core::Reason& reason) {
  return {{"record", reason.record == 0 ? Json() : Json(reason.record)},
          {"evidence", text(reason.evidence)},
          {"verdict", core::to_string(reason.verdict)},
          {"summary", text(reason.summary)},
          {"lost", core::to_string(reason.lost)}};
}

Json criterion_json(const core::CriterionScore& criterion) {
  return {{"id", text(criterion.id)},
          {"title", text(criterion.title)},
          {"verdict", core::to_string(criterion.verdict)},
          {"earned", core::to_string(criterion.earned)},
          {"open", core::to_string(criterion.open)},
          {"possible", core::to_string(criterion.possible)},
          {"band", criterion.band.empty() ? Json() : Json(text(criterion.band))},
          {"read", criterion.read.empty() ? Json() : Json(text(criterion.read))},
          {"reasons", array(criterion.reasons, most_entries, reason_json)},
          {"reasons_omitted", omitted(criterion.reasons, most_entries)}};
}

/// The criteria, which mean nothing without a grade.
Json criteria_json(const core::Score& score) {
  return score.graded ? array(score.criteria, most_entries, criterion_json) : Json::array();
}

Json step_json(const core::ScenarioStep& step) {
  return {{"at_ns", step.at.count()},
          {"lane", step_text(step.lane)},
          {"what", step_text(step.what)},
          {"culprit", step.culprit}};
}

/// JSON has no infinity and no NaN; both become null.
Json metrics_json(const std::map<std::string, double>& metrics) {
  Json out = Json::object();
  for (const auto& [name, value] : metrics) {
    if (out.size() == most_metrics) break;
    out[text(name)] = std::isfinite(value) ? Json(value) : Json();
  }
  return out;
}

Json case_json(const RecordedCase& judged) {
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
          {"output", log(fact.output)},
          {"read", fact.read.empty() ? Json() : Json(text(fact.read))},
          {"replay", judged.replay.empty() ? Json() : Json(text(judged.replay))},
          {"duration_ns", fact.duration.count()},
          {"metrics", metrics_json(fact.metrics)}};
}

Json location_json(const core::Location& location) {
  return {{"file", text(location.file)},
          {"line", location.line == 0 ? Json() : Json(location.line)},
          {"column", location.column == 0 ? Json() : Json(location.column)},
          {"note", text(location.note)}};
}

Json finding_json(const Recorded<core::Finding>& finding) {
  const auto& fact = finding.fact;
  return {{"record", finding.record},
          {"check", text(fact.check)},
          {"verdict", core::to_string(fact.verdict)},
          {"message", text(fact.message)},
          {"locations", array(fact.locations, most_entries, location_json)},
          {"locations_omitted", omitted(fact.locations, most_entries)}};
}

Json problem_json(const core::ParseProblem& problem) {
  return {{"location", location_json(problem.location)},
          {"message", text(problem.message)},
          {"fatal", problem.fatal}};
}

Json analysis_json(const std::optional<core::AnalysisFinished>& analysis) {
  if (!analysis) return nullptr;
  return {{"units", analysis->units},
          {"ended_early_because", analysis->message.empty() ? Json() : Json(text(analysis->message))},
          {"wall_ns", analysis->wall.count()}};
}

}  // namespace

std::string to_json(const GradingReport& report) {
  static const std::vector<core::ParseProblem> none;
  const auto& problems = report.analysis ? report.analysis->problems : none;
  const bool graded = report.score.graded;
  const Json json{{"schema", schema_name},
                  {"lab", lab_json(report)},
                  {"grader", text(report.grading.grader)},
                  {"isolation", text(report.grading.isolation)},
                  {"source", source_json(report.source)},
                  {"refusal", refusal_json(report.refusal)},
                  {"graded", graded},
                  {"not_graded_because", graded ? Json() : Json(text(report.not_graded_because()))},
                  {"score", score_json(report.score)},
                  {"criteria", criteria_json(report.score)},
                  {"build", build_json(report.build)},
                  {"cases", array(report.cases, most_cases, case_json)},
                  {"findings", array(report.findings, most_findings, finding_json)},
                  {"analysis", analysis_json(report.analysis)},
                  {"problems", array(problems, most_problems, problem_json)},
                  {"omitted",
                   {{"criteria", graded ? omitted(report.score.criteria, most_entries) : 0},
                    {"cases", omitted(report.cases, most_cases)},
                    {"findings", omitted(report.findings, most_findings)},
                    {"problems", omitted(problems, most_problems)}}}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace assay::report
