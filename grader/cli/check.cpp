#include "cli/check.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/grading_command.hpp"
#include "cli/isolation_option.hpp"
#include "cli/lab_lookup.hpp"
#include "util/temporary_directory.hpp"

namespace assay::cli {
namespace {

struct Options {
  std::string folder = ".", lab, case_filter = "*", minimum, html, json, sarif;
  std::optional<std::uint64_t> seed;
  std::vector<std::string> suites;
};

// A hidden suite is none that a student can run.
core::Result<void> check_suites(const std::vector<std::string>& suites, const core::LabSpec& lab) {
  for (const auto& id : suites) {
    const bool there = std::ranges::any_of(lab.suites, [&](const core::SuiteSpec& suite) { return suite.is_public && suite.id == id; });
    if (!there) return core::fail(core::ErrorKind::usage, "the lab has no public suite '" + id + "'");
  }
  return {};
}

// With a single lab there is nothing to choose.
core::Result<core::LabSpec> lab_for(const Options& options) {
  if (!options.lab.empty()) return find_lab(options.lab);
  const auto labs = bundled_labs();
  if (labs.size() == 1) return find_lab(labs.front().string());
  return core::fail(core::ErrorKind::usage, "which lab? Say --lab and one of those that `assay lab list` shows");
}

ExitCode run(const Options& options, std::stop_token stop) {
  if (auto fine = check_case_filter(options.case_filter); !fine) return report_error(fine.error());
  auto lab = lab_for(options);
  if (!lab) return report_error(lab.error());
  if (auto there = check_suites(options.suites, *lab); !there) return report_error(there.error());
  GradeRequest request;
  request.lab = std::move(*lab);
  request.source.source = options.folder;
  request.source.working_tree = true;
  request.public_only = true;
  request.suites = options.suites;
  request.case_filter = options.case_filter;
  request.seed = options.seed;
  request.stream = default_stream(request.lab, options.folder);
  // A look at one's own work leaves nothing behind.
  auto folder = util::TemporaryDirectory::create();
  if (!folder) return report_error(folder.error());
  auto store = evidence::Store::open(folder->path() / "evidence.db", evidence::Store::Open::create);
  if (!store) return report_error(store.error());
  GradingOutput output{.html = options.html, .json = options.json, .sarif = options.sarif, .minimum = std::nullopt};
  if (!options.minimum.empty()) {
    auto minimum = core::parse_points(options.minimum);
    if (!minimum) return report_error(minimum.error());
    output.minimum = *minimum;
  }
  return run_grading(request, *store, output, std::move(stop));
}

}  // namespace

CLI::App* add_check(CLI::App& parent, std::stop_token stop, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* app = parent.add_subcommand(
      "check", "Check your own working folder, dirty files included, with the public suites");
  app->add_option("DIR", options->folder, "The working folder")->capture_default_str();
  app->add_option("--lab", options->lab, "A lab's id, or its folder; may be left out where there is only one");
  app->add_option("--case", options->case_filter, "Run only these cases; * and ? stand for anything")->capture_default_str();
  app->add_option("--suite", options->suites, "Run only this suite; may be given several times");
  app->add_option("--seed", options->seed, "Run only this scenario of each case");
  app->add_option("--min-score", options->minimum, "Exit with 1 if fewer points are earned");
  app->add_option("--html", options->html, "Write the report as a page for a browser into this folder: index.html");
  app->add_option("--json", options->json, "Write the JSON report to this file; - for stdout, in place of the page for people");
  app->add_option("--sarif", options->sarif, "Write the checks' findings as SARIF 2.1.0 to this file; - for stdout, alike");
  add_isolation_option(*app);
  app->callback([options, stop = std::move(stop), &exit_code] { exit_code = run(*options, stop); });
  return app;
}

}  // namespace assay::cli
