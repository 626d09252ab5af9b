// The functions of the Kafka clients that the rules know: librdkafka's in C and C++, cppkafka's
// and modern-cpp-kafka's.
#pragma once

#include <optional>
#include <string>

#include "checks/roles/flow.hpp"

namespace assay::checks::kafka {

enum class Library { c, cpp, cppkafka, modern };

enum class Act {
  make_configuration,
  set,             ///< a key and its value
  register_report, ///< a function that is told of deliveries
  make_producer,
  make_consumer,
  make_client,     ///< rd_kafka_new, and which of the two is not known
  make_topic,
  subscribe,
  assign,
  start,           ///< of a partition, by the old consumer
  fetch,           ///< a message, or several
  produce,
  commit,
  store,           ///< of an offset
  serve,           ///< callbacks: poll of a handle
  flush,
  wait,            ///< asks how many messages are not yet delivered
  close,           ///< of a consumer
  destroy,
};

/// What a call does, if it is a client library's.
struct Use {
  Act act = Act::set;
  Library library = Library::c;
  bool old_consumer = false;  ///< the one without groups
  bool throws = false;        ///< it reports by an exception
  bool topic_level = false;   ///< a topic's configuration
  std::optional<unsigned> object;  ///< argument that is worked on; none: the object called
  unsigned key = 0;           ///< of a set: the argument that is the key; the value comes next
};

/// Tells the libraries' calls from the submission's own.
class Vocabulary {
 public:
  explicit Vocabulary(const Flow& flow);

  [[nodiscard]] std::optional<Use> use_of(Site call) const;

  /// The name of a class with modern-cpp-kafka's nested namespaces taken out: "kafka::KafkaConsumer".
  [[nodiscard]] std::string plain(const std::string& class_name) const;
  /// Whether a type is, or points to, one of those that `is_one` names.
  template <typename Predicate>
  [[nodiscard]] bool holds(const Type& type, const Predicate& is_one) const {
    if (is_one(plain(type.class_name))) return true;
    for (const auto& inner : type.argument_names)
      if (is_one(plain(inner))) return true;
    return false;
  }
  [[nodiscard]] bool is_configuration(const Type& type) const;
  [[nodiscard]] bool is_message(const Type& type) const;
  [[nodiscard]] bool is_own_class(const std::string& qualified) const { return own_.contains(qualified); }

 private:
  [[nodiscard]] std::optional<Use> of_construction(const Call& call) const;
  [[nodiscard]] std::optional<Use> of_member(const Call& call) const;

  const Flow& flow_;
  std::set<std::string> own_;  ///< qualified names of the submission's classes
};

}  // namespace assay::checks::kafka
