#include "core/grant_json.hpp"

#include <string>
#include <utility>

namespace assay::core {
namespace {

std::int64_t number_of(Duration duration) { return duration.count(); }
std::uint64_t number_of(Bytes bytes) { return bytes.count; }
unsigned number_of(unsigned count) { return count; }

void assign(Duration& duration, const nlohmann::json& number) { duration = Duration(number.get<std::int64_t>()); }
void assign(Bytes& bytes, const nlohmann::json& number) { bytes = Bytes{number.get<std::uint64_t>()}; }
void assign(unsigned& count, const nlohmann::json& number) { count = number.get<unsigned>(); }

}  // namespace

nlohmann::json grant_to_json(const Grant& grant) {
  nlohmann::json limits;
  for_each_limit([&](const char* key, auto field) { limits[key] = number_of(grant.limits.*field); });
  auto allowed = nlohmann::json::array();
  for (const auto weakening : grant.allowed) allowed.push_back(to_string(weakening));
  return {{"limits", std::move(limits)}, {"allowed", std::move(allowed)}};
}

Result<Grant> grant_from_json(const nlohmann::json& json) {
  try {
    Grant grant;
    for_each_limit([&](const char* key, auto field) { assign(grant.limits.*field, json.at("limits").at(key)); });
    for (const auto& name : json.at("allowed")) {
      const auto weakening = parse_weakening(name.get<std::string>());
      if (!weakening) return fail(ErrorKind::infrastructure, "there is no weakening " + name.dump());
      grant.allowed.insert(*weakening);
    }
    return grant;
  } catch (const nlohmann::json::exception& problem) {
    return fail(ErrorKind::infrastructure, std::string("reading what a program may use: ") + problem.what());
  }
}

}  // namespace assay::core
