#include "spec/services_reader.hpp"

#include <algorithm>
#include <set>

#include "spec/edit_distance.hpp"
#include "spec/schema.hpp"

namespace assay::spec {

void read_services(TableReader& root, core::LabSpec& lab) {
  std::set<std::string> ids;
  for (TableReader& table : root.tables("service", schema::service)) {
    core::ServiceSpec service;
    service.id = table.id("id");
    if (!service.id.empty() && !ids.insert(service.id).second) {
      table.problem("id", "another service is called '" + service.id + "' already");
    }
    if (const auto kind = table.word("kind", core::service_kind_names)) {
      service.kind = static_cast<core::ServiceKind>(*kind);
      if (!lab.ceilings.services.contains(service.kind)) {
        table.problem("kind", "the operator lets no lab have \"" + std::string(core::to_string(service.kind)) + "\" (" +
                                  lab.ceilings.place_of("service.allow") + ")");
      }
    }
    lab.services.push_back(std::move(service));
  }
}

std::vector<std::string> read_needed_services(TableReader& suite, const core::LabSpec& lab) {
  std::vector<std::string> needed;
  if (!suite.has("services")) {
    for (const auto& service : lab.services) needed.push_back(service.id);
    return needed;
  }
  for (const auto& [id, place] : suite.texts("services")) {
    if (std::ranges::find(lab.services, id, &core::ServiceSpec::id) == lab.services.end()) {
      suite.problem_at(place, "services", "there is no [[service]] with the id '" + id + "'");
    } else if (std::ranges::find(needed, id) != needed.end()) {
      suite.problem_at(place, "services", "'" + id + "' is listed already");
    } else {
      needed.push_back(id);
    }
  }
  return needed;
}

std::set<core::ServiceKind> read_service_kinds(TableReader& table, std::string_view key) {
  std::set<core::ServiceKind> kinds;
  for (const auto& [name, place] : table.texts(key)) {
    const auto kind = core::parse_service_kind(name);
    if (kind && kinds.insert(*kind).second) continue;
    std::string message = "'" + name + "' " + (kind ? "is listed already" : "is no kind of service");
    if (const auto guess = nearest(name, core::service_kind_names); !kind && !guess.empty()) {
      message += "; did you mean \"" + std::string(guess) + "\"?";
    }
    table.problem_at(place, key, message);
  }
  return kinds;
}

}  // namespace assay::spec
