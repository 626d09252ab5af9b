#include "judge/run_suite.hpp"

#include <sstream>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/glob.hpp"
#include "core/grant_json.hpp"
#include "judge/report_reader.hpp"
#include "util/file.hpp"
#include "util/installation.hpp"
#include "util/process.hpp"
#include "util/temporary_directory.hpp"

namespace assay::judge {
namespace {

// The longest real time for one answer. A step takes microseconds; this is only so that
// a busy machine is never taken for a hung subject.
constexpr core::Duration hang_after = std::chrono::seconds(5);

// What a suite waits for answers altogether; the rest of its time is for making boxes and
// for judging.
core::Duration patience_of(const core::SuiteSpec& suite) { return suite.wall / 5 * 4; }

nlohmann::json services_of(const SuiteRequest& request) {
  auto json = nlohmann::json::object();
  for (const auto& [id, service] : request.services) json[id] = {{"port", service.port}, {"sockets", service.sockets}};
  return json;
}

std::vector<int> descriptors_of(const SuiteRequest& request) {
  std::vector<int> descriptors;
  for (const auto& [id, service] : request.services) {
    descriptors.insert(descriptors.end(), service.sockets.begin(), service.sockets.end());
  }
  return descriptors;
}

std::string configuration_for(const SuiteRequest& request) {
  nlohmann::json json{
      {"suite", request.suite.id},
      {"subject_folder", request.subject_folder.string()},
      {"missing_program", request.missing_program},
      {"baseline_folder", request.baseline_folder.string()},
      {"program", request.suite.program},
      {"granted", core::grant_to_json(request.granted)},
      {"services", services_of(request)},
      {"hang_after_ns", hang_after.count()},
      {"patience_ns", patience_of(request.suite).count()},
      {"cpu", request.cpu},
      {"reduced_isolation", request.reduced_isolation},
      {"report_descriptor", util::line_descriptor}};
  if (request.seed) json["seed"] = *request.seed;
  return json.dump();
}

}  // namespace

core::Result<bool> has_case(const std::filesystem::path& judge, const std::string& filter, std::stop_token stop) {
  auto ran = util::run_process({.program = judge, .arguments = {"--cases"}, .wall = std::chrono::seconds(30),
                                .environment = {}, .on_line = {}}, std::move(stop));
  if (!ran) return core::within("listing the cases of a judge", ran.error());
  if (ran->exit_code != 0) {
    return core::fail(core::ErrorKind::infrastructure, "listing the cases of a judge: " + ran->output);
  }
  std::istringstream names(ran->output);
  for (std::string name; std::getline(names, name);) {
    if (core::glob_matches(filter, name)) return true;
  }
  return false;
}

core::Result<void> run_suite(const SuiteRequest& request, const EventSink& sink, std::stop_token stop) {
  const std::string attempt = "judging the suite " + request.suite.id;
  auto folder = util::TemporaryDirectory::create();
  if (!folder) return core::within(attempt, folder.error());
  const auto configuration = folder->path() / "judge.json";
  if (auto written = util::write_file(configuration, configuration_for(request)); !written) {
    return core::within(attempt, written.error());
  }
  ReportReader reader(request.suite.id, request.case_filter);
  core::Result<void> delivered;
  const auto started = std::chrono::steady_clock::now();
  const auto on_line = [&](std::string_view line) {
    if (!delivered) return;
    auto event = reader.read(line);
    if (!event) {
      delivered = std::unexpected(event.error());
    } else if (*event) {
      delivered = sink(std::move(**event));
    }
  };
  auto ran = util::run_process({.program = request.judge,
                                .arguments = {configuration.string(), "--gtest_filter=" + request.case_filter},
                                .wall = request.suite.wall,
                                // What sandbox/helpers.hpp and sandbox/ceilings.hpp read.
                                .environment = {"ASSAY_LIBEXEC=" + util::program_folder().string(),
                                                "ASSAY_CEILINGS=" + core::grant_to_json(request.ceilings).dump()},
                                .inherited = descriptors_of(request),
                                .on_line = on_line},
                               std::move(stop));
  if (!ran) return core::within(attempt, ran.error());
  if (!delivered) return core::within(attempt, delivered.error());
  if (auto complete = reader.complete(); !complete) {
    return core::fail(core::ErrorKind::infrastructure,
                      attempt + ": " + complete.error().message + " (exit code " +
                          std::to_string(ran->exit_code) + "): " + ran->output);
  }
  return sink(core::SuiteFinished{request.suite.id, std::chrono::steady_clock::now() - started});
}

}  // namespace assay::judge
