#include "analyse/analyse.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "analyse/compilation_database.hpp"
#include "analyse/fallback_flags.hpp"
#include "analyse/report_reader.hpp"
#include "analyse/sources.hpp"
#include "sandbox/runner.hpp"
#include "sandbox/stage_limits.hpp"
#include "util/file.hpp"
#include "util/installation.hpp"
#include "util/temporary_directory.hpp"

namespace assay::analyse {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;
using core::Result;

const fs::path submission_inside = "/submission";
const fs::path includes_inside = "/include";
const fs::path tool_inside = "/analysis/assay-checks";
const fs::path request_inside = "/analysis/request.json";

/// The tool's exit code for a request that it does not understand, see checks/main.cpp.
constexpr int exit_bad_request = 2;
/// What the loader and the shell convention give where a program cannot be started.
constexpr int first_exit_of_the_system = 126;

fs::path include_inside(std::size_t index) { return includes_inside / std::to_string(index); }

PathMap map_paths(const Request& request) {
  PathMap result;
  for (std::size_t i = 0; i < request.includes.size(); ++i)
    result.entries.push_back({request.includes[i].lexically_normal(), include_inside(i)});
  result.entries.push_back({request.root_in_build.lexically_normal(), submission_inside});
  return result;
}

/// The usual folders of headers.
std::vector<std::string> usual_folders(const Request& request) {
  std::vector<std::string> result;
  for (const char* folder : {".", "include", "src"}) result.push_back((submission_inside / folder).lexically_normal().string());
  if (!request.contract_directory.empty())
    for (const char* folder : {"include", "."})
      result.push_back((submission_inside / request.contract_directory / folder).lexically_normal().string());
  for (std::size_t i = 0; i < request.includes.size(); ++i) result.push_back(include_inside(i).string());
  return result;
}

/// Larger ones are not written by a build of what a submission may hold.
constexpr core::Bytes largest_database{std::uint64_t{16} << 20};

/// A build that leaves no database, or a bad one, is read with the usual flags.
std::map<std::string, std::vector<std::string>> database_of(const Request& request) {
  if (!request.compile_commands) return {};
  const auto& path = *request.compile_commands;
  const auto text = util::read_file_beneath(path.parent_path(), path.filename(), largest_database);
  return text ? read_compilation_database(*text, map_paths(request)) : std::map<std::string, std::vector<std::string>>{};
}

Result<std::vector<fs::path>> sources_of(const Request& request) {
  if (!request.files.empty()) return request.files;
  std::set<fs::path> excluded;
  if (!request.contract_directory.empty()) excluded.insert(fs::path(request.contract_directory).lexically_normal());
  return list_sources(request.submission, excluded);
}

Result<std::string> request_text(const Request& request) {
  const auto sources = sources_of(request);
  if (!sources) return std::unexpected(sources.error());
  const auto database = database_of(request);
  const auto fallback = fallback_flags(database, usual_folders(request));
  nlohmann::json json{{"root", submission_inside.string()},
                      {"excluded", nlohmann::json::array()},
                      {"checks", request.checks},
                      {"units", nlohmann::json::array()}};
  if (!request.contract_directory.empty())
    json["excluded"].push_back((submission_inside / request.contract_directory).string());
  for (const auto& source : *sources) {
    const auto file = (submission_inside / source).string();
    const auto known = database.find(file);
    json["units"].push_back({{"file", file}, {"flags", known == database.end() ? fallback : known->second}});
  }
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

sandbox::Policy policy_of(const Request& request, const fs::path& tool, const fs::path& request_file) {
  sandbox::Policy policy;
  policy.mounts = {{fs::absolute(request.submission), submission_inside},
                   {tool, tool_inside},
                   {request_file, request_inside}};
  for (std::size_t i = 0; i < request.includes.size(); ++i)
    policy.mounts.push_back({fs::absolute(request.includes[i]), include_inside(i)});
  policy.environment = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TMPDIR=/tmp"};
  policy.limits = sandbox::limits_of(request.limits);
  return policy;
}

/// Nothing is known of any check, for a reason that lies in the submission's code.
Analysis undecided(const Request& request, std::string why, core::Duration wall) {
  Analysis result;
  for (const auto& check : request.checks)
    result.findings.push_back({check, core::Verdict::inconclusive, "The analysis did not come to an end: " + why + ".", {}});
  result.finished.message = std::move(why);
  result.finished.wall = wall;
  return result;
}

Result<Analysis> analysis_of(const Request& request, const sandbox::Outcome& run) {
  if (run.end == sandbox::End::stopped) return core::fail(ErrorKind::interrupted, "the analysis was stopped");
  const bool exited = run.end == sandbox::End::exited;
  if (exited && run.exit_code == exit_bad_request) return core::fail(ErrorKind::usage, run.err.substr(0, 1'000));
  if (exited && run.exit_code >= first_exit_of_the_system)
    return core::fail(ErrorKind::infrastructure, "the analysis tool did not run: " + run.err.substr(0, 1'000));
  if (!exited || run.exit_code != 0) return undecided(request, sandbox::describe(run), run.usage.wall);
  if (run.out_truncated) return undecided(request, "its report is longer than the output limit", run.usage.wall);
  auto report = read_tool_report(run.out, request.checks);
  if (!report) return undecided(request, report.error().message, run.usage.wall);
  Analysis result{std::move(report->findings), {}};
  result.finished.units = report->units;
  result.finished.problems = std::move(report->problems);
  result.finished.wall = run.usage.wall;
  return result;
}

Result<sandbox::Outcome> run_tool(const sandbox::Policy& policy, std::stop_token stop) {
  auto run = sandbox::Run::start(policy, {.arguments = {tool_inside.string(), request_inside.string()}});
  if (!run) return std::unexpected(run.error());
  const std::stop_callback end(stop, [&] { run->stop(); });
  return run->wait();
}

}  // namespace

Result<Analysis> analyse(const Request& request, std::stop_token stop) {
  const auto tool = request.tool.empty() ? util::program_folder() / "assay-checks" : fs::absolute(request.tool);
  std::error_code error;
  if (!fs::is_regular_file(tool, error))
    return core::fail(ErrorKind::infrastructure, "the analysis tool " + tool.string() + " is not there");
  constexpr std::string_view preparing = "preparing the analysis";
  const auto text = request_text(request);
  if (!text) return core::within(preparing, text.error());
  const auto directory = util::TemporaryDirectory::create();
  if (!directory) return core::within(preparing, directory.error());
  const auto request_file = directory->path() / "request.json";
  if (const auto written = util::write_file(request_file, *text); !written)
    return core::within(preparing, written.error());
  const auto run = run_tool(policy_of(request, tool, request_file), stop);
  if (!run) return core::within("analysing the sources", run.error());
  return analysis_of(request, *run);
}

}  // namespace assay::analyse
