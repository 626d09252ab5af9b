#include "service/services.hpp"

#include <chrono>

#include "service/dynamodb_local.hpp"

namespace assay::service {

core::Grant most_granted() { return dynamodb_local::grant(); }

Services Services::start(const std::vector<core::ServiceSpec>& specs, const std::set<std::string>& ids) {
  Services services;
  for (const auto& spec : specs) {
    if (ids.contains(spec.id)) services.services_.emplace(spec.id, Service::start(spec));
  }
  return services;
}

core::Result<std::map<std::string, core::ReachableService>> Services::reach(const std::vector<std::string>& ids,
                                                                            const std::stop_token& stop) {
  std::map<std::string, core::ReachableService> reached;
  for (const auto& id : ids) {
    auto& service = services_.at(id);
    if (!service) return std::unexpected(service.error());
    if (auto answers = service->await(stop); !answers) return std::unexpected(answers.error());
    auto one = service->reach();
    if (!one) return std::unexpected(one.error());
    reached.emplace(id, std::move(*one));
  }
  return reached;
}

std::jthread Services::watch(const std::vector<std::string>& ids, std::stop_source stop) {
  if (ids.empty()) return {};
  return std::jthread([this, ids, stop](const std::stop_token& over) mutable {
    constexpr std::chrono::milliseconds between_looks{20};
    for (; !over.stop_requested(); std::this_thread::sleep_for(between_looks)) {
      if (check(ids)) continue;
      stop.request_stop();
      return;
    }
  });
}

core::Result<void> Services::check(const std::vector<std::string>& ids) {
  for (const auto& id : ids) {
    auto& service = services_.at(id);
    if (!service) continue;
    if (auto runs = service->check(); !runs) return runs;
  }
  return {};
}

}  // namespace assay::service
