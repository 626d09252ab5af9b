#include "report/grading_report.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace assay::report {
namespace {

/// Adds `entry`, in place of an earlier word on the same thing.
template <typename Entry, typename IsSame>
void put(std::vector<Entry>& list, Entry entry, const IsSame& is_same) {
  const auto earlier =
      std::ranges::find_if(list, [&](const Entry& other) { return is_same(other.fact, entry.fact); });
  if (earlier == list.end()) {
    list.push_back(std::move(entry));
  } else {
    *earlier = std::move(entry);
  }
}

/// Adds one record to the report; a kind that no format shows is passed over.
struct Gatherer {
  GradingReport& report;
  const ReportContext& context;
  std::uint64_t record;

  void operator()(const core::GradingStarted& event) const {
    report = {.lab_title = report.lab_title, .grading = event, .score = std::move(report.score)};
  }
  void operator()(const core::SourceFetched& event) const { report.source = event; }
  void operator()(const core::SourceRefused& event) const { report.refusal = {record, event}; }
  void operator()(const core::BuildFinished& event) const {
    if (event.variant.empty()) {
      report.build = {record, event};
    } else {
      report.instrumented_builds.push_back({record, event});
    }
  }
  void operator()(const core::CaseFinished& event) const {
    const auto replay = context.replay ? context.replay(event.result) : std::string{};
    put(report.cases, RecordedCase{{record, event.result}, replay}, [](const core::CaseResult& a, const auto& b) {
      return a.suite == b.suite && a.name == b.name;
    });
  }
  void operator()(const core::CheckReported& event) const {
    put(report.findings, Recorded<core::Finding>{record, event.finding},
        [](const core::Finding& a, const core::Finding& b) { return a.check == b.check; });
  }
  void operator()(const core::AnalysisFinished& event) const { report.analysis = event; }
  void operator()(const core::StageFailed& event) const { report.failures.push_back(event); }
  void operator()(const core::SuiteNotRun& event) const {
    std::erase_if(report.cases, [&](const RecordedCase& judged) { return judged.fact.suite == event.suite; });
    report.suites_not_run.push_back(event);
  }
  void operator()(const core::SuiteStarted&) const {}
  void operator()(const core::SuiteFinished&) const {}
  void operator()(const core::GradingFinished&) const {}
};

/// Every place in the submission's files that the evidence points to.
std::vector<core::Location> places(const GradingReport& report) {
  std::vector<core::Location> all;
  for (const auto& finding : report.findings) {
    all.insert(all.end(), finding.fact.locations.begin(), finding.fact.locations.end());
  }
  for (const auto& judged : report.cases) {
    for (const auto& trace : judged.fact.traces) all.insert(all.end(), trace.frames.begin(), trace.frames.end());
  }
  return all;
}

}  // namespace

const RecordedCase* GradingReport::find_case(std::uint64_t record) const {
  const auto found = std::ranges::find(cases, record, &RecordedCase::record);
  return found == cases.end() ? nullptr : &*found;
}

const core::Finding* GradingReport::find_finding(std::uint64_t record) const {
  const auto found = std::ranges::find(findings, record, &Recorded<core::Finding>::record);
  return found == findings.end() ? nullptr : &found->fact;
}

std::string GradingReport::not_graded_because() const {
  if (score.graded || !score.not_graded_because.empty()) return score.not_graded_because;
  if (!failures.empty()) return failures.front().stage + ": " + failures.front().message;
  return "the grading was ended before all of its stages had run";
}

GradingReport assemble(const core::Score& score, const std::vector<core::Record>& records,
                       const ReportContext& context) {
  GradingReport report;
  report.lab_title = context.lab_title;
  report.score = score;
  for (const auto& record : records) std::visit(Gatherer{report, context, record.sequence}, record.event);
  if (context.source_line) report.excerpts = read_excerpts(places(report), context.source_line);
  return report;
}

StepWindow most_telling_steps(std::span<const core::ScenarioStep> steps, std::size_t limit) {
  if (steps.size() <= limit) return {steps, 0, 0};
  const auto culprit = std::ranges::find(steps, true, &core::ScenarioStep::culprit);
  auto end = steps.size();
  if (culprit != steps.end()) {
    const auto after_culprit = static_cast<std::size_t>(culprit - steps.begin()) + 1;
    end = std::min(steps.size(), std::max(after_culprit + limit / 5, limit));
  }
  return {steps.subspan(end - limit, limit), end - limit, steps.size() - end};
}

}  // namespace assay::report
