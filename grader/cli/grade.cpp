#include "cli/grade.hpp"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/grading_command.hpp"
#include "cli/isolation_option.hpp"
#include "cli/lab_lookup.hpp"
#include "evidence/location.hpp"

namespace assay::cli {
namespace {

struct Options {
  std::string source, lab, commit, branch, deadline, received_at, submission, minimum, store, html, json, sarif;
};

core::Result<GradeRequest> request_from(const Options& options) {
  GradeRequest request;
  auto lab = find_lab(options.lab);
  if (!lab) return std::unexpected(lab.error());
  request.lab = std::move(*lab);
  request.source.source = options.source;
  if (!options.commit.empty()) request.source.commit = options.commit;
  if (!options.branch.empty()) request.source.branch = options.branch;
  for (const auto& [text, time] : {std::pair(&options.deadline, &request.source.deadline),
                                   std::pair(&options.received_at, &request.source.received_at)}) {
    if (text->empty()) continue;
    auto parsed = core::parse_timestamp(*text);
    if (!parsed) return std::unexpected(parsed.error());
    *time = *parsed;
  }
  request.stream = options.submission.empty() ? default_stream(request.lab, options.source) : options.submission;
  return request;
}

ExitCode run(const Options& options, std::stop_token stop) {
  auto request = request_from(options);
  if (!request) return report_error(request.error());
  GradingOutput output{.html = options.html, .json = options.json, .sarif = options.sarif, .minimum = std::nullopt};
  if (!options.minimum.empty()) {
    auto minimum = core::parse_points(options.minimum);
    if (!minimum) return report_error(minimum.error());
    output.minimum = *minimum;
  }
  const auto location = options.store.empty() ? evidence::default_location() : core::Result<std::filesystem::path>(options.store);
  if (!location) return report_error(location.error());
  auto store = evidence::Store::open(*location, evidence::Store::Open::create);
  if (!store) return report_error(store.error());
  return run_grading(*request, *store, output, std::move(stop));
}

}  // namespace

CLI::App* add_grade(CLI::App& parent, std::stop_token stop, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* app = parent.add_subcommand("grade", "Grade one submission, and keep the evidence");
  app->add_option("SOURCE", options->source, "A git URL (https, ssh, file), a local repository or a plain folder")->required();
  app->add_option("--lab", options->lab, "A lab's id, or its folder")->required();
  auto* commit = app->add_option("--commit", options->commit, "The commit to grade: an object id or a tag");
  app->add_option("--branch", options->branch, "The branch to grade; without it the repository's own choice")->excludes(commit);
  app->add_option("--deadline", options->deadline,
                  "Grade the newest commit that is not later (RFC 3339, such as 2026-03-01T23:59:00Z)")->excludes(commit);
  app->add_option("--received-at", options->received_at,
                  "When the push was received; a commit's own time is forgeable, and disagreement is flagged");
  app->add_option("--submission", options->submission, "The evidence stream's name; without it, one made from lab and source");
  app->add_option("--min-score", options->minimum, "Exit with 1 if fewer points are earned");
  app->add_option("--store", options->store, "The evidence store; without it, evidence.db among the user's own state");
  app->add_option("--html", options->html, "Write the report as a page for a browser into this folder: index.html");
  app->add_option("--json", options->json, "Write the JSON report to this file; - for stdout, in place of the page for people");
  app->add_option("--sarif", options->sarif, "Write the checks' findings as SARIF 2.1.0 to this file; - for stdout, alike");
  add_isolation_option(*app);
  app->callback([options, stop = std::move(stop), &exit_code] { exit_code = run(*options, stop); });
  return app;
}

}  // namespace assay::cli
