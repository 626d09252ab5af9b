#include "support/engine.hpp"

#include "judge/configuration.hpp"
#include "judge/subject.hpp"

namespace judge {

namespace dynamodb = assay::kit::dynamodb;

dynamodb::Engine& engine() {
  static dynamodb::Engine the_engine = [] {
    const auto& services = assay::kit::configuration().services;
    const auto found = services.find("dynamodb");
    if (found == services.end()) throw assay::kit::NotAvailable("the grader started no DynamoDB for this suite");
    return dynamodb::Engine(found->second.sockets, found->second.port);
  }();
  return the_engine;
}

}  // namespace judge
