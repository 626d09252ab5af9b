#include "checks/kafka/kf_conf_checked.hpp"

#include "checks/roles/kafka_results.hpp"

namespace assay::checks::kafka {
namespace {

/// The argument that the client writes its reason to.
std::optional<unsigned> reason_of(const Use& use) {
  if (use.library == Library::cpp) return use.act == Act::set ? 2 : 1;
  if (use.library == Library::c) return use.act == Act::set ? 3 : 2;
  return std::nullopt;
}

bool is_judged(Act act) {
  return act == Act::set || act == Act::make_producer || act == Act::make_consumer || act == Act::make_client;
}

}  // namespace

core::Finding check_conf_checked(const RuleInput& input) {
  const auto& flow = input.flow;
  std::vector<core::Location> dropped, checked, unread;
  bool settings_dropped = false;
  for (const auto& [site, use] : input.roles.kafka().uses) {
    if (!is_judged(use.act)) continue;
    const auto& call = flow.call(site);
    if (use.throws) {
      checked.push_back(noted(call.at, "this throws where it fails"));
      continue;
    }
    const auto reason = reason_of(use);
    std::optional<Place> at;
    if (use.act == Act::set) at = dropped_at(flow, site);
    else if (!is_tested(flow, site)) at = call.at;
    if (at && reason && argument_decides(flow, site, *reason)) at.reset();
    // What the rest of a damaged function does with a result is not known; that it is dropped where it is made, is.
    if (at && flow.function(site.function).damaged && call.result_used) {
      unread.push_back(noted(call.at, "this function could not be read as a whole"));
      continue;
    }
    if (at) settings_dropped = settings_dropped || use.act == Act::set;
    if (at) dropped.push_back(noted(*at, use.act == Act::set ? "the result of setting this is dropped" : "whether this succeeded is not tested"));
    else checked.push_back(noted(call.at, "the result is looked at"));
  }
  if (!dropped.empty()) {
    const auto message = settings_dropped
                             ? "The result of setting a configuration property is dropped, so a wrong key or value goes unnoticed; compare it with OK."
                             : "Whether the client could be created is not tested; the reason is in the error text.";
    return violated(message, std::move(dropped));
  }
  if (!unread.empty()) return cannot_tell("Whether the results of configuring the client are looked at could not be decided.", std::move(unread));
  if (checked.empty()) return cannot_tell("No configuration of a Kafka client was recognised in the submitted files.");
  return satisfied("The results of configuring and creating the client are looked at, or fail loudly.", std::move(checked));
}

}  // namespace assay::checks::kafka
