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
    if (json.contains("options")) request.options = json.at("options").get<core::CheckOptions>();
    for (const auto& rule : json.value("rules", nlohmann::json::array()))
      request.rules.push_back({.id = rule.at("id").get<std::string>(),
                               .message = rule.at("message").get<std::string>(),
                               .page = {},
                               .matcher = rule.at("matcher").get<std::string>(),
                               .place = rule.at("place").get<std::string>(),
                               .must_be_there = rule.at("must_be_there").get<bool>()});
    return request;
  } catch (const nlohmann::json::exception& problem) {
    return core::fail(core::ErrorKind::usage, std::string("reading the request: ") + problem.what());
  }
}

}  // namespace assay::checks
