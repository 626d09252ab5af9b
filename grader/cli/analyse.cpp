#include "cli/analyse.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "analyse/analyse.hpp"
#include "analyse/sources.hpp"
#include "checks/registry/registry.hpp"
#include "cli/analysis_text.hpp"
#include "cli/check_catalogue.hpp"
#include "cli/console.hpp"
#include "cli/exit_codes.hpp"
#include "cli/isolation_option.hpp"
#include "cli/lab_lookup.hpp"
#include "cli/sarif_file.hpp"
#include "core/event_json.hpp"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;
using core::Result;

struct Options {
  std::vector<std::string> paths;
  std::string build, lab, sarif;
  std::vector<std::string> includes;
  std::vector<std::string> checks;  ///< empty: the lab's, or all
  bool json = false;
  bool all = false;
};

constexpr core::StageLimits usual_limits{.wall = std::chrono::minutes(2),
                                         .cpu = std::chrono::minutes(2),
                                         .memory = core::Bytes{std::uint64_t{2} << 30},
                                         .processes = 16,
                                         .output = core::Bytes{std::uint64_t{4} << 20}};

/// The deepest folder that holds all of the paths; the present one where it does.
fs::path common_folder(const std::vector<fs::path>& paths) {
  const auto holds_all = [&](const fs::path& folder) {
    return std::ranges::all_of(paths, [&](const fs::path& path) {
      return std::ranges::mismatch(folder, path).in1 == folder.end();
    });
  };
  auto folder = fs::current_path();
  if (!holds_all(folder)) folder = paths.front().parent_path();
  while (!holds_all(folder)) folder = folder.parent_path();
  return folder;
}

/// A folder alone is a whole submission; else the files, and those in the folders.
Result<void> add_sources(const Options& options, analyse::Request& request) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (const auto& name : options.paths) {
    if (!fs::is_regular_file(name, error) && !fs::is_directory(name, error))
      return core::fail(ErrorKind::usage, "there is no file or folder " + name);
    paths.push_back(fs::canonical(name));
  }
  if (paths.size() == 1 && fs::is_directory(paths.front(), error)) {
    request.submission = paths.front();
    return {};
  }
  request.submission = common_folder(paths);
  for (const auto& path : paths) {
    const auto relative = path.lexically_relative(request.submission);
    if (!fs::is_directory(path, error)) {
      request.files.push_back(relative);
      continue;
    }
    const auto sources = analyse::list_sources(path, {});
    if (!sources) return std::unexpected(sources.error());
    for (const auto& source : *sources) request.files.push_back((relative / source).lexically_normal());
  }
  if (request.files.empty()) return core::fail(ErrorKind::usage, "there are no C++ sources in these folders");
  return {};
}

Result<void> add_headers(const Options& options, analyse::Request& request) {
  std::error_code error;
  for (const auto& folder : options.includes) {
    if (!fs::is_directory(folder, error)) return core::fail(ErrorKind::usage, "there is no folder " + folder);
    request.includes.push_back(fs::canonical(folder));
  }
  if (options.build.empty()) return {};
  request.compile_commands = fs::path(options.build) / "compile_commands.json";
  if (!fs::is_regular_file(*request.compile_commands, error))
    return core::fail(ErrorKind::usage, "there is no " + request.compile_commands->string());
  request.root_in_build = request.submission;
  return {};
}

/// Nothing is built, so that the lab's contract is read where the lab has it.
Result<void> add_lab(const std::string& name, analyse::Request& request) {
  const auto lab = find_lab(name);
  if (!lab) return std::unexpected(lab.error());
  request.contract_directory = lab->contract_directory;
  request.checks = lab->checks;
  request.options = lab->check_options;
  request.rules = lab->rules;
  request.limits = lab->analysis;
  std::error_code error;
  for (const auto& folder : {lab->contract() / "include", lab->contract()})
    if (fs::is_directory(folder, error)) request.includes.push_back(fs::canonical(folder));
  if (request.checks.empty()) return core::fail(ErrorKind::usage, "the lab enables no checks: say --check");
  return {};
}

Result<void> choose_checks(const Options& options, analyse::Request& request) {
  for (const auto& id : options.checks) {
    if (std::ranges::find(request.rules, id, &core::ProjectRule::check) != request.rules.end()) continue;
    if (const auto known = find_check(id); !known) return std::unexpected(known.error());
  }
  if (!options.checks.empty()) request.checks = options.checks;
  if (request.checks.empty())
    for (const auto& check : checks::all_checks()) request.checks.emplace_back(check.id);
  return {};
}

Result<analyse::Request> request_for(const Options& options) {
  analyse::Request request;
  request.limits = usual_limits;
  if (auto added = add_sources(options, request); !added) return std::unexpected(added.error());
  if (auto added = add_headers(options, request); !added) return std::unexpected(added.error());
  if (!options.lab.empty())
    if (auto added = add_lab(options.lab, request); !added) return std::unexpected(added.error());
  if (auto chosen = choose_checks(options, request); !chosen) return std::unexpected(chosen.error());
  return request;
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

void show_text(const analyse::Analysis& analysis, bool all) {
  report::Page page(terminal_options());
  show_analysis(page, analysis, all);
  std::cout << page.take();
}

ExitCode run(const Options& options) {
  const auto request = request_for(options);
  if (!request) return report_error(request.error());
  const auto analysis = analyse::analyse(*request, {});
  if (!analysis) return report_error(analysis.error());
  if (!options.sarif.empty())
    if (auto written = write_sarif(options.sarif, analysis->findings, &analysis->finished); !written)
      return report_error(written.error());
  if (options.json) show_json(*analysis);
  else if (options.sarif != "-") show_text(*analysis, options.all || !options.checks.empty());
  return exit_graded;
}

}  // namespace

CLI::App* add_analysis(CLI::App& parent, const std::string& name, int& exit_code) {
  CLI::App* app = parent.add_subcommand(name, "Run checks on C++ sources, or on a whole submission without building it");
  auto options = std::make_shared<Options>();
  app->add_option("PATH", options->paths, "Sources, or folders of them")->required();
  app->add_option("--lab", options->lab, "A lab's id, or its folder: its checks, with its contract");
  app->add_option("-p,--build", options->build, "A build folder with a compile_commands.json");
  // One value each time, so that the sources may follow.
  app->add_option("-I,--include", options->includes, "A folder of headers that are not to be examined; may be repeated")
      ->allow_extra_args(false);
  app->add_option("--check", options->checks, "A check's id; may be repeated; without it, the lab's or all of them")
      ->allow_extra_args(false);
  app->add_flag("--all", options->all, "Show the checks of what was not recognised, too");
  auto* json = app->add_flag("--json", options->json, "Print JSON (schema assay.analysis/1)");
  app->add_option("--sarif", options->sarif, "Write SARIF 2.1.0 to this file; - for stdout, in place of the page for people")->excludes(json);
  add_isolation_option(*app);
  app->callback([&exit_code, options] { exit_code = run(*options); });
  return app;
}

}  // namespace assay::cli
