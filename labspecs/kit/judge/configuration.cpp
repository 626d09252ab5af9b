#include "judge/configuration.hpp"

#include <fcntl.h>

#include <fstream>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/grant_json.hpp"
#include "judge/subject.hpp"
#include "sandbox/stage_limits.hpp"

namespace assay::kit {
namespace {

Configuration& current() {
  static Configuration configuration;
  return configuration;
}

core::Grant grant_from(const nlohmann::json& json) {
  auto grant = core::grant_from_json(json);
  if (!grant) throw JudgeFault(grant.error().message);
  return *grant;
}

// What the judge starts is not to have them.
Service service_from(const nlohmann::json& json) {
  Service service{json.at("port").get<std::uint16_t>(), json.at("sockets").get<std::vector<int>>()};
  for (const int socket : service.sockets) {
    if (::fcntl(socket, F_SETFD, FD_CLOEXEC) != 0) throw JudgeFault("the grader gave no descriptor " + std::to_string(socket));
  }
  return service;
}

}  // namespace

Configuration read_configuration(const std::filesystem::path& file) {
  try {
    std::ifstream stream(file);
    const auto json = nlohmann::json::parse(stream);
    Configuration configuration;
    configuration.suite = json.at("suite").get<std::string>();
    configuration.subject_folder = json.at("subject_folder").get<std::string>();
    configuration.missing_program = json.value("missing_program", "");
    configuration.baseline_folder = json.value("baseline_folder", "");
    configuration.program = json.at("program").get<std::string>();
    const auto granted = grant_from(json.at("granted"));
    configuration.limits = sandbox::limits_of(granted.limits);
    configuration.allowed = sandbox::allowed_of(granted.allowed);
    const auto services = json.value("services", nlohmann::json::object());
    for (const auto& [id, service] : services.items()) {
      configuration.services.emplace(id, service_from(service));
    }
    configuration.hang_after = core::Duration{json.at("hang_after_ns").get<std::int64_t>()};
    if (json.contains("patience_ns")) {
      configuration.patience = core::Duration{json.at("patience_ns").get<std::int64_t>()};
    }
    configuration.reduced_isolation = json.value("reduced_isolation", false);
    configuration.cpu = json.at("cpu").get<int>();
    configuration.report_descriptor = json.at("report_descriptor").get<int>();
    if (json.contains("seed")) configuration.seed = json.at("seed").get<std::uint64_t>();
    return configuration;
  } catch (const nlohmann::json::exception& problem) {
    throw JudgeFault("reading the judge's configuration " + file.string() + ": " + problem.what());
  }
}

const Configuration& configuration() { return current(); }

void set_configuration(Configuration configuration) { current() = std::move(configuration); }

}  // namespace assay::kit
