#include "checks/engine/report_json.hpp"

#include "core/event_json.hpp"

namespace assay::checks {

std::string to_json(const Report& report) {
  nlohmann::json json{{"findings", nlohmann::json::array()},
                      {"problems", nlohmann::json::array()},
                      {"units", report.units}};
  for (const auto& finding : report.findings) json["findings"].push_back(core::finding_to_json(finding));
  for (const auto& problem : report.problems) json["problems"].push_back(core::parse_problem_to_json(problem));
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace assay::checks
