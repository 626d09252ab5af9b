#include "checks/roles/kafka_vocabulary.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace assay::checks::kafka {
namespace {

using enum Act;

struct Word {
  std::string_view name;
  Act act;
};

constexpr std::array c_words{
    Word{"rd_kafka_conf_new", make_configuration},
    Word{"rd_kafka_topic_conf_new", make_configuration},
    Word{"rd_kafka_conf_dup", make_configuration},
    Word{"rd_kafka_conf_set", set},
    Word{"rd_kafka_topic_conf_set", set},
    Word{"rd_kafka_conf_set_dr_cb", register_report},
    Word{"rd_kafka_conf_set_dr_msg_cb", register_report},
    Word{"rd_kafka_topic_new", make_topic},
    Word{"rd_kafka_subscribe", subscribe},
    Word{"rd_kafka_assign", assign},
    Word{"rd_kafka_incremental_assign", assign},
    Word{"rd_kafka_consume_start", start},
    Word{"rd_kafka_consume_start_queue", start},
    Word{"rd_kafka_consumer_poll", fetch},
    Word{"rd_kafka_consume", fetch},
    Word{"rd_kafka_consume_queue", fetch},
    Word{"rd_kafka_consume_batch", fetch},
    Word{"rd_kafka_consume_batch_queue", fetch},
    Word{"rd_kafka_consume_callback", fetch},
    Word{"rd_kafka_consume_callback_queue", fetch},
    Word{"rd_kafka_produce", produce},
    Word{"rd_kafka_producev", produce},
    Word{"rd_kafka_produceva", produce},
    Word{"rd_kafka_produce_batch", produce},
    Word{"rd_kafka_commit", commit},
    Word{"rd_kafka_commit_message", commit},
    Word{"rd_kafka_commit_queue", commit},
    Word{"rd_kafka_send_offsets_to_transaction", commit},
    Word{"rd_kafka_offset_store", store},
    Word{"rd_kafka_offsets_store", store},
    Word{"rd_kafka_offset_store_message", store},
    Word{"rd_kafka_poll", serve},
    Word{"rd_kafka_flush", flush},
    Word{"rd_kafka_outq_len", wait},
    Word{"rd_kafka_consumer_close", close},
    Word{"rd_kafka_consumer_close_queue", close},
    Word{"rd_kafka_unsubscribe", close},
    Word{"rd_kafka_consume_stop", close},
    Word{"rd_kafka_destroy", destroy},
    Word{"rd_kafka_destroy_flags", destroy},
};

constexpr std::array class_words{
    Word{"RdKafka::Conf::create", make_configuration},
    Word{"RdKafka::Conf::set", set},
    Word{"RdKafka::Producer::create", make_producer},
    Word{"RdKafka::KafkaConsumer::create", make_consumer},
    Word{"RdKafka::Consumer::create", make_consumer},
    Word{"RdKafka::Topic::create", make_topic},
    Word{"RdKafka::KafkaConsumer::subscribe", subscribe},
    Word{"RdKafka::KafkaConsumer::assign", assign},
    Word{"RdKafka::KafkaConsumer::incremental_assign", assign},
    Word{"RdKafka::Consumer::start", start},
    Word{"RdKafka::KafkaConsumer::consume", fetch},
    Word{"RdKafka::Consumer::consume", fetch},
    Word{"RdKafka::Consumer::consume_callback", fetch},
    Word{"RdKafka::Queue::consume", fetch},
    Word{"RdKafka::Producer::produce", produce},
    Word{"RdKafka::KafkaConsumer::commitSync", commit},
    Word{"RdKafka::KafkaConsumer::commitAsync", commit},
    Word{"RdKafka::Producer::send_offsets_to_transaction", commit},
    Word{"RdKafka::KafkaConsumer::offsets_store", store},
    Word{"RdKafka::Message::offset_store", store},
    Word{"RdKafka::Topic::offset_store", store},
    Word{"RdKafka::Handle::poll", serve},
    Word{"RdKafka::Producer::poll", serve},
    Word{"RdKafka::Producer::flush", flush},
    Word{"RdKafka::Handle::outq_len", wait},
    Word{"RdKafka::Producer::outq_len", wait},
    Word{"RdKafka::KafkaConsumer::close", close},
    Word{"RdKafka::KafkaConsumer::unsubscribe", close},
    Word{"RdKafka::Consumer::stop", close},
    Word{"cppkafka::ConfigurationBase::set", set},
    Word{"cppkafka::Configuration::set", set},
    Word{"cppkafka::TopicConfiguration::set", set},
    Word{"cppkafka::Configuration::set_delivery_report_callback", register_report},
    Word{"cppkafka::BufferedProducer::set_produce_failure_callback", register_report},
    Word{"cppkafka::BufferedProducer::set_produce_termination_callback", register_report},
    Word{"cppkafka::Consumer::subscribe", subscribe},
    Word{"cppkafka::Consumer::assign", assign},
    Word{"cppkafka::Consumer::poll", fetch},
    Word{"cppkafka::Consumer::poll_batch", fetch},
    Word{"cppkafka::Queue::consume", fetch},
    Word{"cppkafka::BasicConsumerDispatcher::run", fetch},
    Word{"cppkafka::Consumer::commit", commit},
    Word{"cppkafka::Consumer::async_commit", commit},
    Word{"cppkafka::BackoffCommitter::commit", commit},
    Word{"cppkafka::Consumer::store_offset", store},
    Word{"cppkafka::Consumer::store_offsets", store},
    Word{"cppkafka::Consumer::store_consumed_offsets", store},
    Word{"cppkafka::Consumer::unsubscribe", close},
    Word{"cppkafka::Producer::produce", produce},
    Word{"cppkafka::Producer::poll", serve},
    Word{"cppkafka::Producer::flush", flush},
    Word{"cppkafka::BufferedProducer::produce", produce},
    Word{"cppkafka::BufferedProducer::sync_produce", produce},
    Word{"cppkafka::BufferedProducer::add_message", produce},
    Word{"cppkafka::BufferedProducer::flush", flush},
    Word{"cppkafka::BufferedProducer::wait_for_acks", flush},
    Word{"kafka::Properties::put", set},
    Word{"kafka::KafkaConsumer::subscribe", subscribe},
    Word{"kafka::KafkaConsumer::assign", assign},
    Word{"kafka::KafkaConsumer::poll", fetch},
    Word{"kafka::KafkaConsumer::commitSync", commit},
    Word{"kafka::KafkaConsumer::commitAsync", commit},
    Word{"kafka::KafkaConsumer::close", close},
    Word{"kafka::KafkaConsumer::unsubscribe", close},
    Word{"kafka::KafkaProducer::send", produce},
    Word{"kafka::KafkaProducer::syncSend", produce},
    Word{"kafka::KafkaProducer::flush", flush},
    Word{"kafka::KafkaProducer::close", flush},
    Word{"kafka::KafkaClient::pollEvents", serve},
};

constexpr std::array made_words{
    Word{"cppkafka::Configuration", make_configuration},
    Word{"cppkafka::TopicConfiguration", make_configuration},
    Word{"cppkafka::Consumer", make_consumer},
    Word{"cppkafka::Producer", make_producer},
    Word{"cppkafka::BufferedProducer", make_producer},
    Word{"kafka::Properties", make_configuration},
    Word{"kafka::Config", make_configuration},
    Word{"kafka::ConsumerConfig", make_configuration},
    Word{"kafka::ProducerConfig", make_configuration},
    Word{"kafka::KafkaConsumer", make_consumer},
    Word{"kafka::KafkaProducer", make_producer},
};

template <typename Words>
std::optional<Act> find(const Words& words, std::string_view name) {
  const auto found = std::ranges::find(words, name, &Word::name);
  return found == words.end() ? std::nullopt : std::optional(found->act);
}

Library library_of(std::string_view name) {
  if (name.starts_with("RdKafka::")) return Library::cpp;
  return name.starts_with("cppkafka::") ? Library::cppkafka : Library::modern;
}

bool is_smart_maker(const Call& call) {
  return call.of_std && (call.simple == "make_unique" || call.simple == "make_shared" || call.simple == "emplace");
}

/// Which client `rd_kafka_new` makes, by its first argument.
Act client_kind(const Call& call) {
  if (call.arguments.empty()) return make_client;
  std::optional<Act> result;
  for (const auto& literal : literals_of(call.arguments.front())) {
    const auto act = literal.find("RD_KAFKA_PRODUCER") != std::string::npos   ? make_producer
                     : literal.find("RD_KAFKA_CONSUMER") != std::string::npos ? make_consumer
                                                                              : make_client;
    if (result && *result != act) return make_client;
    result = act;
  }
  return result.value_or(make_client);
}

std::optional<Use> of_c_function(const Call& call) {
  if (!call.qualified.starts_with("rd_kafka_")) return std::nullopt;
  if (call.qualified == "rd_kafka_new") return Use{client_kind(call), Library::c, false, false, false, 1, 0};
  const auto act = find(c_words, call.qualified);
  if (!act) return std::nullopt;
  Use result{*act, Library::c, false, false, false, 0, 1};
  result.topic_level = call.qualified.starts_with("rd_kafka_topic_conf");
  result.old_consumer = call.qualified.starts_with("rd_kafka_consume_st") || call.qualified == "rd_kafka_consume" ||
                        call.qualified == "rd_kafka_consume_batch" || call.qualified == "rd_kafka_consume_callback";
  return result;
}

}  // namespace

Vocabulary::Vocabulary(const Flow& flow) : flow_(flow) {
  for (const auto& [id, record] : flow.facts().classes) own_.insert(record.qualified);
}

std::string Vocabulary::plain(const std::string& class_name) const {
  if (!class_name.starts_with("kafka::") || is_own_class(class_name)) return class_name;
  auto simple = class_name.substr(class_name.rfind("::") + 2);
  for (const std::string_view kind : {"Manual", "Auto", "Async", "Sync"})
    for (const std::string_view what : {"CommitConsumer", "Producer"})
      if (simple == "Kafka" + std::string(kind) + std::string(what))
        simple = what == "Producer" ? "KafkaProducer" : "KafkaConsumer";
  return "kafka::" + simple;
}

bool Vocabulary::is_configuration(const Type& type) const {
  return holds(type, [](const std::string& name) {
    return name == "rd_kafka_conf_s" || name == "rd_kafka_topic_conf_s" || name == "RdKafka::Conf" ||
           find(made_words, name) == make_configuration;
  });
}

bool Vocabulary::is_message(const Type& type) const {
  return holds(type, [](const std::string& name) {
    return name == "rd_kafka_message_s" || name == "RdKafka::Message" || name == "cppkafka::Message" ||
           name == "kafka::ConsumerRecord";
  });
}

std::optional<Use> Vocabulary::of_construction(const Call& call) const {
  std::string made;
  if (call.kind == CallKind::construction) made = plain(call.record.empty() ? call.type.class_name : call.record);
  if (is_smart_maker(call))
    for (const auto& inner : call.type.argument_names)
      if (find(made_words, plain(inner))) made = plain(inner);
  if (made.empty() || is_own_class(made)) return std::nullopt;
  const auto act = find(made_words, made);
  if (!act) return std::nullopt;
  Use result{*act, library_of(made), false, true, made == "cppkafka::TopicConfiguration", std::nullopt, 0};
  if (*act == make_consumer || *act == make_producer) result.object = 0;
  return result;
}

std::optional<Use> Vocabulary::of_member(const Call& call) const {
  const auto record = plain(call.record);
  if (record.empty() || is_own_class(call.record)) return std::nullopt;
  const auto name = record + "::" + call.simple;
  const auto act = find(class_words, name);
  if (!act) return std::nullopt;
  Use result{*act, library_of(name), record == "RdKafka::Consumer", library_of(name) != Library::cpp, false, std::nullopt, 0};
  result.topic_level = record == "cppkafka::TopicConfiguration";
  if (*act == make_producer || *act == make_consumer) result.object = 0;
  if (*act == make_topic) result.object = 2;
  // cppkafka::Configuration::set(options) and the like are read from their pairs.
  if (*act == set && call.arguments.size() < 2) return std::nullopt;
  return result;
}

std::optional<Use> Vocabulary::use_of(Site site) const {
  const auto& call = flow_.call(site);
  if (call.kind == CallKind::direct && !flow_.targets(site).empty()) return std::nullopt;
  if (auto made = of_construction(call)) return made;
  if (call.record.empty()) return of_c_function(call);
  return of_member(call);
}

}  // namespace assay::checks::kafka
