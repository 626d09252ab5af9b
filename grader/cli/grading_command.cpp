#include "cli/grading_command.hpp"

#include <iostream>
#include <sstream>

#include "cli/console.hpp"
#include "report/json.hpp"
#include "report/terminal.hpp"
#include "util/file.hpp"
#include "util/installation.hpp"

namespace assay::cli {
namespace {

std::string replay_command(const GradeRequest& request, const core::CaseResult& result) {
  for (const auto& suite : request.lab.suites) {
    // What is hidden is not on a student's machine, so there is nothing to replay it with.
    if (suite.id == result.suite && !suite.is_public) return {};
  }
  return "assay check --lab " + request.lab.id + " --case " + result.name + " --seed " + std::to_string(result.seed);
}

constexpr core::Bytes largest_source{std::uint64_t{1} << 20};

// A finding names the submission's own files, which are as hostile as the rest of it.
std::optional<std::string> source_line(const std::filesystem::path& submission, std::string_view file, unsigned line) {
  const auto content = util::read_file_beneath(submission, file, largest_source);
  if (!content || line == 0) return std::nullopt;
  std::istringstream lines(*content);
  std::string text;
  for (unsigned i = 0; i < line; ++i) {
    if (!std::getline(lines, text)) return std::nullopt;
  }
  return text;
}

core::Result<void> print(const report::GradingReport& report, const Graded& graded, const GradingOutput& output) {
  auto options = terminal_options();
  options.source_line = [&](std::string_view file, unsigned line) { return source_line(graded.submission, file, line); };
  if (output.json != "-") std::cout << report::to_terminal(report, options) << std::flush;
  if (output.json.empty()) return {};
  const std::string json = report::to_json(report);
  if (output.json != "-") return util::write_file(output.json, json);
  std::cout << json << std::flush;
  return {};
}

}  // namespace

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
  const auto report = report::assemble(
      graded->score, graded->records,
      {.lab_title = request.lab.title,
       .replay = [&](const core::CaseResult& result) { return replay_command(request, result); }});
  if (auto printed = print(report, *graded, output); !printed) return report_error(printed.error());
  if (graded->fault) return exit_code_for(graded->fault->kind);
  if (!graded->score.graded) return exit_could_not_grade;
  if (output.minimum && graded->score.earned < *output.minimum) return exit_below_minimum;
  return exit_graded;
}

}  // namespace assay::cli
