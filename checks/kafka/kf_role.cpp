#include "checks/kafka/kf_role.hpp"

namespace assay::checks::kafka {
namespace {

const char* name_of(Library library) {
  switch (library) {
    case Library::c: return "librdkafka's C client";
    case Library::cpp: return "librdkafka's C++ client";
    case Library::cppkafka: return "cppkafka";
    case Library::modern: return "modern-cpp-kafka";
  }
  return "a Kafka client";
}

}  // namespace

core::Finding check_role(const RuleInput& input) {
  const auto& kafka = input.roles.kafka();
  if (!kafka.produces() && !kafka.consumes())
    return cannot_tell("No Kafka client that produces or consumes was recognised in the submitted files.");
  std::vector<core::Location> places;
  for (const auto& client : kafka.clients)
    places.push_back(noted(input.flow.call(client.made).at, client.is_producer ? "a producer is made here" : "a consumer is made here"));
  std::optional<Library> library;
  if (!kafka.clients.empty()) library = kafka.clients.front().use.library;
  for (const auto& [site, use] : kafka.uses)
    if (use.act == Act::produce || use.act == Act::fetch) {
      places.push_back(noted(input.flow.call(site).at, use.act == Act::produce ? "records are produced here" : "messages are fetched here"));
      if (!library) library = use.library;
    }
  const std::string what = kafka.produces() && kafka.consumes() ? "a producer and a consumer"
                           : kafka.produces()                   ? "a producer"
                                                                : "a consumer";
  return satisfied("The program is " + what + " of Kafka messages through " + name_of(*library) + ".", std::move(places));
}

}  // namespace assay::checks::kafka
