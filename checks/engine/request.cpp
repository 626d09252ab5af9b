#include "checks/engine/request.hpp"

#include <nlohmann/json.hpp>

namespace assay::checks {

core::Result<Request> parse_request(std::string_view text) {
  try {
    const auto json = nlohmann::json::parse(text);
    Request request;
    request.root = json.at("root").get<std::string>();
    for (const auto& folder : json.at("excluded")) request.excluded.emplace_back(folder.get<std::string>());
    request.checks = json.at("checks").get<std::vector<std::string>>();
    for (const auto& unit : json.at("units"))
      request.units.push_back({unit.at("file").get<std::string>(), unit.at("flags").get<std::vector<std::string>>()});
    return request;
  } catch (const nlohmann::json::exception& problem) {
    return core::fail(core::ErrorKind::usage, std::string("reading the request: ") + problem.what());
  }
}

}  // namespace assay::checks
