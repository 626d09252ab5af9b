#include "cli/grading_command.hpp"

#include <iostream>
#include <vector>

#include "cli/console.hpp"
#include "cli/html_page.hpp"
#include "cli/sarif_file.hpp"
#include "cli/source_lines.hpp"
#include "report/json.hpp"
#include "report/terminal.hpp"
#include "util/file.hpp"
#include "util/installation.hpp"

namespace assay::cli {
namespace {

core::Result<void> print(const report::GradingReport& report, const report::ReadSourceLine& source_line,
                         const GradingOutput& output) {
  auto options = terminal_options();
  options.source_line = source_line;
  if (output.json != "-" && output.sarif != "-") std::cout << report::to_terminal(report, options) << std::flush;
  if (!output.html.empty()) {
    if (auto written = write_page(output.html, "index", report); !written) return written;
  }
  if (!output.sarif.empty()) {
    std::vector<core::Finding> findings;
    for (const auto& finding : report.findings) findings.push_back(finding.fact);
    if (auto written = write_sarif(output.sarif, findings, report.analysis ? &*report.analysis : nullptr); !written) return written;
  }
  if (output.json.empty()) return {};
  const std::string json = report::to_json(report);
  if (output.json != "-") return util::write_named_file(output.json, json);
  std::cout << json << std::flush;
  return {};
}

}  // namespace

std::string replay_command(const core::LabSpec& lab, const core::CaseResult& result) {
  for (const auto& suite : lab.suites) {
    // What is hidden is not on a student's machine, so there is nothing to replay it with.
    if (suite.id == result.suite && !suite.is_public) return {};
  }
  return "assay check --lab " + lab.id + " --case " + result.name + " --seed " + std::to_string(result.seed);
}

core::Result<void> check_case_filter(const std::string& filter) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./*?";
  if (!filter.empty() && filter.find_first_not_of(allowed) == filter.npos) return {};
  return core::fail(core::ErrorKind::usage, "'" + filter + "' names no case: expected a name such as "
                                                "Breaker.TripsAtTheThreshold, in which * and ? stand for anything");
}

ExitCode run_grading(const GradeRequest& request, evidence::Store& store, const GradingOutput& output,
                     std::stop_token stop) {
  auto cache = util::cache_folder();
  if (!cache) return report_error(cache.error());
  ProgressLine progress;
  auto graded = grade(request, {.store = store,
                                .cache = *cache,
                                .progress = [&](const std::string& what) { progress.tell(what); },
                                .stop = std::move(stop)});
  progress.clear();
  if (!graded) return report_error(graded.error());
  // Who stops a grading knows why there is none.
  if (graded->fault && graded->fault->kind == core::ErrorKind::interrupted) return report_error(*graded->fault);
  SourceLines source(graded->submission);
  const auto source_line = [&](std::string_view file, unsigned line) { return source.line(file, line); };
  const auto report = report::assemble(
      graded->score, graded->records,
      {.lab_title = request.lab.title,
       .source_line = source_line,
       .replay = [&](const core::CaseResult& result) { return replay_command(request.lab, result); }});
  if (auto printed = print(report, source_line, output); !printed) return report_error(printed.error());
  if (graded->fault) return exit_code_for(graded->fault->kind);
  if (!graded->score.graded) return exit_could_not_grade;
  if (output.minimum && graded->score.earned < *output.minimum) return exit_below_minimum;
  return exit_graded;
}

}  // namespace assay::cli
