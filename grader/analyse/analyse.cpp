#include "analyse/analyse.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "analyse/compilation_database.hpp"
#include "analyse/fallback_flags.hpp"
#include "analyse/report_reader.hpp"
#include "analyse/sources.hpp"
#include "sandbox/isolation.hpp"
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

/// Where the tool sees what it is given.
struct Places {
  fs::path submission, tool, request;
  std::vector<fs::path> includes;
};

/// The tool's exit code for a request that it does not understand, see checks/main.cpp.
constexpr int exit_bad_request = 2;
constexpr int exit_bad_rule = 3;
/// What the loader and the shell convention give where a program cannot be started.
constexpr int first_exit_of_the_system = 126;

Result<Places> places_of(const Request& request, const fs::path& tool, const fs::path& request_file) {
  Places places;
  const auto see = [](const fs::path& host, const fs::path& wanted, fs::path& place) -> Result<void> {
    auto inside = sandbox::path_inside(fs::absolute(host), wanted);
    if (!inside) return std::unexpected(inside.error());
    place = std::move(*inside);
    return {};
  };
  if (auto seen = see(request.submission, submission_in_build, places.submission); !seen) return std::unexpected(seen.error());
  if (auto seen = see(tool, "/analysis/assay-checks", places.tool); !seen) return std::unexpected(seen.error());
  if (auto seen = see(request_file, "/analysis/request.json", places.request); !seen) return std::unexpected(seen.error());
  for (const auto& include : request.includes) {
    const auto wanted = fs::path("/include") / std::to_string(places.includes.size());
    if (auto seen = see(include, wanted, places.includes.emplace_back()); !seen) return std::unexpected(seen.error());
  }
  return places;
}

PathMap map_paths(const Request& request, const Places& places) {
  PathMap result;
  for (std::size_t i = 0; i < request.includes.size(); ++i)
    result.entries.push_back({request.includes[i].lexically_normal(), places.includes[i]});
  // A build of ours has seen it where the tool sees it.
  const bool built_here = request.root_in_build == submission_in_build;
  result.entries.push_back({built_here ? places.submission : request.root_in_build.lexically_normal(), places.submission});
  return result;
}

/// The usual folders of headers.
std::vector<std::string> usual_folders(const Request& request, const Places& places) {
  std::vector<std::string> result;
  for (const char* folder : {".", "include", "src"}) result.push_back((places.submission / folder).lexically_normal().string());
  if (!request.contract_directory.empty())
    for (const char* folder : {"include", "."})
      result.push_back((places.submission / request.contract_directory / folder).lexically_normal().string());
  for (std::size_t i = 0; i < request.includes.size(); ++i) result.push_back(places.includes[i].string());
  return result;
}

/// Larger ones are not written by a build of what a submission may hold.
constexpr core::Bytes largest_database{std::uint64_t{16} << 20};

/// A build that leaves no database, or a bad one, is read with the usual flags.
std::map<std::string, std::vector<std::string>> database_of(const Request& request, const Places& places) {
  if (!request.compile_commands) return {};
  const auto& path = *request.compile_commands;
  const auto text = util::read_file_beneath(path.parent_path(), path.filename(), largest_database);
  return text ? read_compilation_database(*text, map_paths(request, places)) : std::map<std::string, std::vector<std::string>>{};
}

Result<std::vector<fs::path>> sources_of(const Request& request) {
  if (!request.files.empty()) return request.files;
  std::set<fs::path> excluded;
  if (!request.contract_directory.empty()) excluded.insert(fs::path(request.contract_directory).lexically_normal());
  return list_sources(request.submission, excluded);
}

Result<std::string> request_text(const Request& request, const Places& places) {
  const auto sources = sources_of(request);
  if (!sources) return std::unexpected(sources.error());
  const auto database = database_of(request, places);
  const auto fallback = fallback_flags(database, usual_folders(request, places));
  nlohmann::json json{{"root", places.submission.string()},
                      {"excluded", nlohmann::json::array()},
                      {"checks", request.checks},
                      {"options", request.options},
                      {"rules", nlohmann::json::array()},
                      {"units", nlohmann::json::array()}};
  for (const auto& rule : request.rules)
    json["rules"].push_back({{"id", rule.id}, {"matcher", rule.matcher}, {"message", rule.message},
                             {"place", rule.place}, {"must_be_there", rule.must_be_there}});
  if (!request.contract_directory.empty())
    json["excluded"].push_back((places.submission / request.contract_directory).string());
  for (const auto& source : *sources) {
    const auto file = (places.submission / source).string();
    const auto known = database.find(file);
    json["units"].push_back({{"file", file}, {"flags", known == database.end() ? fallback : known->second}});
  }
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

sandbox::Policy policy_of(const Request& request, const fs::path& tool, const fs::path& request_file, const Places& places) {
  sandbox::Policy policy;
  policy.mounts = {{fs::absolute(request.submission), places.submission},
                   {tool, places.tool},
                   {request_file, places.request}};
  for (std::size_t i = 0; i < request.includes.size(); ++i)
    policy.mounts.push_back({fs::absolute(request.includes[i]), places.includes[i]});
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
  if (exited && run.exit_code == exit_bad_rule) return core::fail(ErrorKind::bad_lab, run.err.substr(0, 1'000));
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

Result<sandbox::Outcome> run_tool(const sandbox::Policy& policy, const Places& places, std::stop_token stop) {
  auto run = sandbox::Run::start(policy, {.arguments = {places.tool.string(), places.request.string()}});
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
  const auto directory = util::TemporaryDirectory::create();
  if (!directory) return core::within(preparing, directory.error());
  const auto request_file = directory->path() / "request.json";
  // It has to be there to be shown, and says itself where the rest is.
  if (const auto made = util::write_file(request_file, ""); !made) return core::within(preparing, made.error());
  const auto places = places_of(request, tool, request_file);
  if (!places) return core::within(preparing, places.error());
  const auto text = request_text(request, *places);
  if (!text) return core::within(preparing, text.error());
  if (const auto written = util::write_file(request_file, *text); !written)
    return core::within(preparing, written.error());
  const auto run = run_tool(policy_of(request, tool, request_file, *places), *places, stop);
  if (!run) return core::within("analysing the sources", run.error());
  return analysis_of(request, *run);
}

}  // namespace assay::analyse
