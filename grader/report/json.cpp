#include "report/json.hpp"

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "report/json_parts.hpp"

namespace assay::report {
namespace {

using namespace json_parts;

constexpr std::string_view schema_name = "assay.report/1";

constexpr std::size_t most_cases = 2'000;
constexpr std::size_t most_steps = 2'000;   // of one case
constexpr std::size_t fewer_steps = 200;    // of one case, where all cases have more than:
constexpr std::size_t most_step_bytes = std::size_t{16} << 20;
constexpr std::size_t most_findings = 2'000;
constexpr std::size_t most_problems = 500;
constexpr std::size_t most_excerpts = 400;
constexpr std::size_t most_lines = 2'000;   // of one excerpt

/// RFC 3339 has no form for years past four digits, which a forged commit can claim.
Json time(const std::optional<core::Timestamp>& value) {
  using namespace std::chrono;
  if (!value || *value < sys_days{year{0} / 1 / 1} || *value >= sys_days{year{10'000} / 1 / 1}) return nullptr;
  return core::to_string(*value);
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
          {"commit", optional_text(source->commit)},
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

Json build_json(const Recorded<core::BuildFinished>& build) {
  const auto& fact = build.fact;
  return {{"record", build.record},
          {"variant", optional_text(fact.variant)},
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
          {"band", optional_text(criterion.band)},
          {"read", optional_text(criterion.read)},
          {"reasons", array(criterion.reasons, most_entries, reason_json)},
          {"reasons_omitted", omitted(criterion.reasons, most_entries)}};
}

/// The criteria, which mean nothing without a grade.
Json criteria_json(const core::Score& score) {
  return score.graded ? array(score.criteria, most_entries, criterion_json) : Json::array();
}

/// How many steps each case shows: fewer where a program made all of them long.
std::size_t step_cap(const std::vector<RecordedCase>& cases) {
  std::size_t bytes = 0;
  for (const auto& judged : cases) {
    for (const auto& step : judged.fact.steps) bytes += step.lane.size() + step.what.size() + step.to.size();
  }
  return bytes > most_step_bytes ? fewer_steps : most_steps;
}

Json cases_json(const std::vector<RecordedCase>& cases) {
  const auto cap = step_cap(cases);
  return array(cases, most_cases, [cap](const RecordedCase& judged) { return case_json(judged, cap); });
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

Json excerpt_json(const Excerpt& excerpt) {
  return {{"file", text(excerpt.file)},
          {"first_line", excerpt.first_line},
          {"lines", array(excerpt.lines, most_lines, step_text)}};
}

Json problem_json(const core::ParseProblem& problem) {
  return {{"location", location_json(problem.location)},
          {"message", text(problem.message)},
          {"fatal", problem.fatal}};
}

Json not_run_json(const core::SuiteNotRun& suite) { return {{"suite", text(suite.suite)}, {"why", text(suite.why)}}; }

Json analysis_json(const std::optional<core::AnalysisFinished>& analysis) {
  if (!analysis) return nullptr;
  return {{"units", analysis->units},
          {"ended_early_because", optional_text(analysis->message)},
          {"wall_ns", analysis->wall.count()}};
}

}  // namespace

std::string to_json(const GradingReport& report, JsonLayout layout) {
  static const std::vector<core::ParseProblem> none;
  const auto& problems = report.analysis ? report.analysis->problems : none;
  const bool graded = report.score.graded;
  const Json json{{"schema", schema_name},
                  {"lab", lab_json(report)},
                  {"grader", text(report.grading.grader)},
                  {"isolation", text(report.grading.isolation)},
                  {"suites_not_run", array(report.suites_not_run, most_entries, not_run_json)},
                  {"source", source_json(report.source)},
                  {"refusal", refusal_json(report.refusal)},
                  {"graded", graded},
                  {"partial", report.is_partial()},
                  {"not_graded_because", graded ? Json() : Json(text(report.not_graded_because()))},
                  {"score", score_json(report.score)},
                  {"criteria", criteria_json(report.score)},
                  {"build", report.build ? build_json(*report.build) : Json()},
                  {"instrumented_builds", array(report.instrumented_builds, most_entries, build_json)},
                  {"cases", cases_json(report.cases)},
                  {"findings", array(report.findings, most_findings, finding_json)},
                  {"excerpts", array(report.excerpts, most_excerpts, excerpt_json)},
                  {"analysis", analysis_json(report.analysis)},
                  {"problems", array(problems, most_problems, problem_json)},
                  {"omitted",
                   {{"criteria", graded ? omitted(report.score.criteria, most_entries) : 0},
                    {"cases", omitted(report.cases, most_cases)},
                    {"findings", omitted(report.findings, most_findings)},
                    {"problems", omitted(problems, most_problems)}}}};
  return json.dump(layout == JsonLayout::indented ? 2 : -1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace assay::report
