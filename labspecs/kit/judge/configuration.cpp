#include "judge/configuration.hpp"

#include <fstream>
#include <utility>

#include <nlohmann/json.hpp>

#include "judge/subject.hpp"

namespace assay::kit {
namespace {

Configuration& current() {
  static Configuration configuration;
  return configuration;
}

sandbox::Limits limits_from(const nlohmann::json& json) {
  sandbox::Limits limits;
  limits.wall = core::Duration{json.at("wall_ns").get<std::int64_t>()};
  limits.cpu = core::Duration{json.at("cpu_ns").get<std::int64_t>()};
  limits.memory = core::Bytes{json.at("memory_bytes").get<std::uint64_t>()};
  limits.processes = json.at("processes").get<unsigned>();
  limits.output = core::Bytes{json.at("output_bytes").get<std::uint64_t>()};
  return limits;
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
    configuration.limits = limits_from(json.at("limits"));
    configuration.hang_after = core::Duration{json.at("hang_after_ns").get<std::int64_t>()};
    if (json.contains("patience_ns")) {
      configuration.patience = core::Duration{json.at("patience_ns").get<std::int64_t>()};
    }
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
