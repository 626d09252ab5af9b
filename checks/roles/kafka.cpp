#include "checks/roles/kafka.hpp"

namespace assay::checks {

KafkaClients find_kafka(const Flow&) { return {}; }

}  // namespace assay::checks
