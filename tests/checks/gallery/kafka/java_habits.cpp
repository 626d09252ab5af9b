// label: kf-role satisfied
// label: kf-group-id none
// label: kf-auto-commit-off none
// label: kf-commit-after-processing none
// label: kf-conf-checked violated
// label: kf-known-keys violated
// label: kf-acks-idempotence violated
// label: kf-key-set violated
// label: kf-delivery-report violated
// label: kf-flush-close violated
// label: kf-no-producer-per-request satisfied
// label: kf-queue-full violated
// Settings as the Java client names them, and a queue that nobody waits for.
#include <librdkafka/rdkafkacpp.h>

#include <iostream>
#include <string>

class EventBus {
 public:
  EventBus() {
    std::string errstr;
    RdKafka::Conf* conf = RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL);
    conf->set("bootstrap.servers", "localhost:9092", errstr);
    conf->set("key.serializer", "org.apache.kafka.common.serialization.StringSerializer", errstr);
    conf->set("buffer.memory", "33554432", errstr);
    conf->set("acks", "0", errstr);
    producer = RdKafka::Producer::create(conf, errstr);
    delete conf;
  }
  ~EventBus() { delete producer; }

  void publish(const std::string& topic, const std::string& payload) {
    RdKafka::ErrorCode resp = producer->produce(topic, RdKafka::Topic::PARTITION_UA, RdKafka::Producer::RK_MSG_COPY,
                                                const_cast<char*>(payload.c_str()), payload.size(), NULL, 0, 0, NULL);
    if (resp != RdKafka::ERR_NO_ERROR) {
      std::cerr << "% Produce failed: " << RdKafka::err2str(resp) << std::endl;
    }
    producer->poll(0);
  }

 private:
  RdKafka::Producer* producer;
};

int main() {
  EventBus bus;
  std::string line;
  while (std::getline(std::cin, line)) bus.publish("events", line);
}

// mutant kf-known-keys violated: conf->set("buffer.memory", "33554432", errstr); => conf->set("value.serializer", "x", errstr);
