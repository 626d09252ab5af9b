// Recognises Kafka clients by the libraries' own functions.
#pragma once

#include "checks/roles/flow.hpp"

namespace assay::checks {

/// Recognises Kafka clients by the libraries' own functions.
struct KafkaClients {};

[[nodiscard]] KafkaClients find_kafka(const Flow& flow);

}  // namespace assay::checks
