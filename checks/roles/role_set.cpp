#include "checks/roles/role_set.hpp"

namespace assay::checks {
namespace {

template <typename Role, typename Find>
const Role& once(std::optional<Role>& known, const Find& find) {
  if (!known) known = find();
  return *known;
}

}  // namespace

const BreakerSearch& RoleSet::breakers() const {
  return once(breakers_, [&] { return find_breakers(flow_); });
}

const EventSourcing& RoleSet::event_sourcing() const {
  return once(event_sourcing_, [&] { return find_event_sourcing(flow_); });
}

const RetrySearch& RoleSet::retries() const {
  return once(retries_, [&] { return find_retries(flow_); });
}

const Delivery& RoleSet::delivery() const {
  return once(delivery_, [&] { return find_delivery(flow_); });
}

const KafkaClients& RoleSet::kafka() const {
  return once(kafka_, [&] { return find_kafka(flow_); });
}

}  // namespace assay::checks
