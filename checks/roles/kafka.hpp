// Recognises Kafka clients by the libraries' own functions.
#pragma once

#include <map>
#include <memory>
#include <string_view>

#include "checks/roles/flow.hpp"
#include "checks/roles/kafka_settings.hpp"
#include "checks/roles/kafka_vocabulary.hpp"

namespace assay::checks {
namespace kafka {

/// What a client is configured with.
struct Configuration {
  std::vector<Entry> entries;
  bool complete = false;  ///< everything that is set was seen

  /// The last entry of that key or an alias of it.
  [[nodiscard]] const Entry* find(std::string_view key) const;
};

/// A producer or consumer, by the call that makes it.
struct Client {
  Site made;
  Use use;
  bool is_producer = false;
  bool is_consumer = false;
  Configuration configuration;
};

struct SiteUse {
  Site site;
  Use use;
};

}  // namespace kafka

/// The clients of a submission, and every use of their libraries.
struct KafkaClients {
  std::shared_ptr<const kafka::Vocabulary> vocabulary;
  std::vector<kafka::Client> clients;
  std::vector<kafka::SiteUse> uses;
  std::vector<kafka::Assignment> assignments;

  [[nodiscard]] std::vector<kafka::SiteUse> all(kafka::Act act) const;
  [[nodiscard]] bool has(kafka::Act act) const { return !all(act).empty(); }
  [[nodiscard]] std::vector<const kafka::Client*> producers() const;
  [[nodiscard]] std::vector<const kafka::Client*> consumers() const;
  /// Whether messages are produced or fetched at all.
  [[nodiscard]] bool produces() const { return has(kafka::Act::produce) || !producers().empty(); }
  [[nodiscard]] bool consumes() const { return has(kafka::Act::fetch) || !consumers().empty(); }
};

[[nodiscard]] KafkaClients find_kafka(const Flow& flow);

}  // namespace assay::checks
