#include "cli/analyse.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "analyse/analyse.hpp"
#include "cli/console.hpp"
#include "cli/exit_codes.hpp"
#include "cli/isolation_option.hpp"
#include "core/event_json.hpp"
#include "report/page.hpp"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;
using core::Verdict;

struct Options {
  std::vector<std::string> files;
  std::string build;
  std::vector<std::string> includes;
  std::vector<std::string> checks;  ///< empty: all
  bool json = false;
};

std::vector<std::string> all_checks() { return {"cb-role", "cb-clock", "cb-lock-across-call"}; }

/// The deepest folder that holds all of the files; the present one where it does.
fs::path common_folder(const std::vector<fs::path>& files) {
  const auto holds_all = [&](const fs::path& folder) {
    return std::ranges::all_of(files, [&](const fs::path& file) {
      return std::ranges::mismatch(folder, file).in1 == folder.end();
    });
  };
  auto folder = fs::current_path();
  if (!holds_all(folder)) folder = files.front().parent_path();
  while (!holds_all(folder)) folder = folder.parent_path();
  return folder;
}

core::Result<analyse::Request> request_for(const Options& options) {
  analyse::Request request;
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& name : options.files) {
    if (!fs::is_regular_file(name, error)) return core::fail(ErrorKind::usage, "there is no file " + name);
    files.push_back(fs::canonical(name));
  }
  request.submission = common_folder(files);
  for (const auto& file : files) request.files.push_back(file.lexically_relative(request.submission));
  for (const auto& folder : options.includes) {
    if (!fs::is_directory(folder, error)) return core::fail(ErrorKind::usage, "there is no folder " + folder);
    request.includes.push_back(fs::canonical(folder));
  }
  if (!options.build.empty()) {
    request.compile_commands = fs::path(options.build) / "compile_commands.json";
    if (!fs::is_regular_file(*request.compile_commands, error))
      return core::fail(ErrorKind::usage, "there is no " + request.compile_commands->string());
    request.root_in_build = request.submission;
  }
  request.checks = options.checks.empty() ? all_checks() : options.checks;
  request.limits = {.wall = std::chrono::minutes(2),
                    .cpu = std::chrono::minutes(2),
                    .memory = core::Bytes{std::uint64_t{2} << 30},
                    .processes = 16,
                    .output = core::Bytes{std::uint64_t{4} << 20}};
  return request;
}

report::Style style_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::satisfied: return report::Style::good;
    case Verdict::violated: return report::Style::bad;
    default: return report::Style::open;
  }
}

std::string place(const core::Location& at) {
  std::string text = at.file;
  if (at.line > 0) text += ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
  return text;
}

void show_text(const analyse::Analysis& analysis) {
  report::Page page(terminal_options());
  for (const auto& finding : analysis.findings) {
    page.heading(finding.check + ": " + std::string(core::to_string(finding.verdict)), style_of(finding.verdict));
    page.sentence(2, finding.message);
    for (const auto& at : finding.locations) page.line(2, place(at) + ": " + at.note);
  }
  if (!analysis.finished.problems.empty()) page.heading("What Clang could not read");
  for (const auto& problem : analysis.finished.problems)
    page.line(2, place(problem.location) + ": " + problem.message);
  if (!analysis.finished.message.empty()) page.sentence(0, "The analysis ended early: " + analysis.finished.message);
  std::cout << page.take();
}

void show_json(const analyse::Analysis& analysis) {
  nlohmann::json json{{"schema", "assay.analysis/1"},
                      {"findings", nlohmann::json::array()},
                      {"problems", nlohmann::json::array()},
                      {"units", analysis.finished.units},
                      {"message", analysis.finished.message}};
  for (const auto& finding : analysis.findings) json["findings"].push_back(core::finding_to_json(finding));
  for (const auto& problem : analysis.finished.problems)
    json["problems"].push_back(core::parse_problem_to_json(problem));
  std::cout << json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

ExitCode run(const Options& options) {
  const auto request = request_for(options);
  if (!request) return report_error(request.error());
  const auto analysis = analyse::analyse(*request, {});
  if (!analysis) return report_error(analysis.error());
  options.json ? show_json(*analysis) : show_text(*analysis);
  return exit_graded;
}

}  // namespace

CLI::App* add_analyse(CLI::App& parent, int& exit_code) {
  CLI::App* app = parent.add_subcommand("analyse", "Run checks on C++ sources, without a lab");
  auto options = std::make_shared<Options>();
  app->add_option("files", options->files, "Sources (.cpp, .cc, .cxx)")->required();
  app->add_option("-p,--build", options->build, "A build folder with a compile_commands.json");
  // One value each time, so that the sources may follow.
  app->add_option("-I,--include", options->includes, "A folder of headers that are not to be examined; may be repeated")
      ->allow_extra_args(false);
  app->add_option("--check", options->checks, "A check's id; may be repeated; without it, all of them")
      ->allow_extra_args(false);
  app->add_flag("--json", options->json, "Print JSON (schema assay.analysis/1)");
  add_isolation_option(*app);
  app->callback([&exit_code, options] { exit_code = run(*options); });
  return app;
}

}  // namespace assay::cli
