#include "analyse/analyse.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "analyse/compilation_database.hpp"
#include "analyse/report_reader.hpp"
#include "analyse/sources.hpp"
#include "sandbox/runner.hpp"
#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::analyse {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;
using core::Result;

const fs::path submission_inside = "/work/submission";
const fs::path contract_inside = "/work/contract";
const fs::path includes_inside = "/work/include";
const fs::path tool_inside = "/work/tool/assay-checks";
const fs::path request_inside = "/work/request.json";

/// The tool's exit code for a request that it does not understand, see checks/main.cpp.
constexpr int exit_bad_request = 2;
/// What the loader and the shell convention give where a program cannot be started.
constexpr int first_exit_of_the_system = 126;

fs::path include_inside(std::size_t index) { return includes_inside / std::to_string(index); }

PathMap map_paths(const AnalysisRequest& request) {
  const auto root = (request.root_in_build.empty() ? request.checkout : request.root_in_build).lexically_normal();
  PathMap result;
  if (!request.contract.empty() && !request.contract_directory.empty())
    result.entries.push_back({(root / request.contract_directory).lexically_normal(), contract_inside});
  for (std::size_t i = 0; i < request.includes.size(); ++i)
    result.entries.push_back({request.includes[i].lexically_normal(), include_inside(i)});
  result.entries.push_back({root, submission_inside});
  return result;
}

/// For what the build says nothing of: the usual folders, and those of the other units.
std::vector<std::string> fallback_flags(const AnalysisRequest& request,
                                        const std::map<std::string, std::vector<std::string>>& database) {
  std::vector<std::string> result{"-std=gnu++23"};
  const auto add = [&](const std::string& option, const std::string& folder) {
    for (std::size_t i = 0; i + 1 < result.size(); ++i)
      if (result[i] == option && result[i + 1] == folder) return;
    result.push_back(option);
    result.push_back(folder);
  };
  for (const auto& [file, flags] : database)
    for (std::size_t i = 0; i + 1 < flags.size(); ++i)
      if (flags[i] == "-I" || flags[i] == "-isystem" || flags[i] == "-iquote") add(flags[i], flags[i + 1]);
  for (const char* folder : {".", "include", "src"}) add("-I", (submission_inside / folder).lexically_normal().string());
  if (!request.contract.empty())
    for (const char* folder : {"include", ""}) add("-I", (contract_inside / folder).string());
  for (std::size_t i = 0; i < request.includes.size(); ++i) add("-I", include_inside(i).string());
  return result;
}

Result<std::map<std::string, std::vector<std::string>>> database_of(const AnalysisRequest& request) {
  if (!request.database) return {};
  const auto text = util::read_untrusted_file(*request.database, core::Bytes{std::uint64_t{16} << 20});
  if (!text) return {};  // a build that leaves none, or a bad one, is read with the usual flags
  return read_compilation_database(*text, map_paths(request));
}

Result<std::vector<fs::path>> sources_of(const AnalysisRequest& request) {
  if (!request.files.empty()) return request.files;
  std::set<fs::path> excluded;
  if (!request.contract_directory.empty()) excluded.insert(fs::path(request.contract_directory).lexically_normal());
  return list_sources(request.checkout, excluded);
}

Result<std::string> request_text(const AnalysisRequest& request) {
  const auto sources = sources_of(request);
  if (!sources) return std::unexpected(sources.error());
  const auto database = database_of(request);
  if (!database) return std::unexpected(database.error());
  const auto fallback = fallback_flags(request, *database);
  nlohmann::json json{{"root", submission_inside.string()},
                      {"excluded", nlohmann::json::array()},
                      {"checks", request.checks},
                      {"units", nlohmann::json::array()}};
  if (!request.contract_directory.empty())
    json["excluded"].push_back((submission_inside / request.contract_directory).string());
  for (const auto& source : *sources) {
    const auto file = (submission_inside / source).string();
    const auto known = database->find(file);
    json["units"].push_back({{"file", file}, {"flags", known == database->end() ? fallback : known->second}});
  }
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

sandbox::Policy policy_of(const AnalysisRequest& request, const fs::path& request_file) {
  sandbox::Policy policy;
  policy.mounts = {{fs::absolute(request.checkout), submission_inside},
                   {fs::absolute(request.tool), tool_inside},
                   {request_file, request_inside}};
  if (!request.contract.empty()) policy.mounts.push_back({fs::absolute(request.contract), contract_inside});
  for (std::size_t i = 0; i < request.includes.size(); ++i)
    policy.mounts.push_back({fs::absolute(request.includes[i]), include_inside(i)});
  policy.environment = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TMPDIR=/tmp"};
  policy.limits.wall = request.limits.wall;
  policy.limits.cpu = request.limits.cpu;
  policy.limits.memory = request.limits.memory;
  policy.limits.processes = request.limits.processes;
  policy.limits.output = request.limits.output;
  return policy;
}

/// Nothing is known of any check, for a reason that lies in the submission's code.
AnalysisOutcome undecided(const AnalysisRequest& request, std::string why, core::Duration wall) {
  AnalysisOutcome result;
  for (const auto& check : request.checks)
    result.findings.push_back({check, core::Verdict::inconclusive, "The analysis did not come to an end: " + why + ".", {}});
  result.finished.message = std::move(why);
  result.finished.wall = wall;
  return result;
}

Result<AnalysisOutcome> outcome_of(const AnalysisRequest& request, const sandbox::Outcome& run) {
  const bool exited = run.end == sandbox::End::exited;
  if (exited && (run.exit_code == exit_bad_request || run.exit_code >= first_exit_of_the_system))
    return core::fail(ErrorKind::infrastructure, "the analysis tool did not run: " + run.err.substr(0, 1'000));
  if (!exited || run.exit_code != 0) return undecided(request, sandbox::describe(run), run.usage.wall);
  if (run.out_truncated) return undecided(request, "its report is longer than the output limit", run.usage.wall);
  auto report = read_tool_report(run.out, request.checks);
  if (!report) return undecided(request, report.error().message, run.usage.wall);
  AnalysisOutcome result{std::move(report->findings), {}};
  result.finished.units = report->units;
  result.finished.problems = std::move(report->problems);
  result.finished.wall = run.usage.wall;
  return result;
}

}  // namespace

Result<AnalysisOutcome> analyse(const AnalysisRequest& request) {
  std::error_code error;
  if (!fs::is_regular_file(request.tool, error))
    return core::fail(ErrorKind::infrastructure, "the analysis tool " + request.tool.string() + " is not there");
  const auto text = request_text(request);
  if (!text) return core::within("preparing the analysis", text.error());
  const auto directory = util::TemporaryDirectory::create();
  if (!directory) return core::within("preparing the analysis", directory.error());
  const auto request_file = directory->path() / "request.json";
  if (const auto written = util::write_file(request_file, *text); !written)
    return core::within("preparing the analysis", written.error());
  const auto run = sandbox::run(policy_of(request, request_file),
                                {{tool_inside.string(), request_inside.string()}, {}, false});
  if (!run) return core::within("analysing the sources", run.error());
  return outcome_of(request, *run);
}

}  // namespace assay::analyse
