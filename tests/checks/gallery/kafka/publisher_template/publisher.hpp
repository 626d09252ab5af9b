#pragma once

#include <librdkafka/rdkafkacpp.h>

#include <stdexcept>
#include <string>

// One client for every message; the template hides it.
template <class Codec>
class Publisher {
 public:
  explicit Publisher(std::string brokers) : brokers_(std::move(brokers)) {}

  template <class Range>
  void publish_all(const std::string& topic, const Range& values) {
    for (const auto& value : values) {
      std::string reason;
      auto* conf = RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL);
      if (conf->set("bootstrap.servers", brokers_, reason) != RdKafka::Conf::CONF_OK) throw std::logic_error(reason);
      if (conf->set("request.required.acks", "-1", reason) != RdKafka::Conf::CONF_OK) throw std::logic_error(reason);
      auto* producer = RdKafka::Producer::create(conf, reason);
      if (producer == nullptr) throw std::runtime_error(reason);
      const std::string body = Codec::encode(value);
      const std::string key = Codec::key(value);
      producer->produce(topic, RdKafka::Topic::PARTITION_UA, RdKafka::Producer::RK_MSG_COPY,
                        const_cast<char*>(body.data()), body.size(), key.data(), key.size(), 0, nullptr);
      delete producer;
      delete conf;
    }
  }

 private:
  std::string brokers_;
};
