// label: kf-role satisfied
// label: kf-group-id none
// label: kf-auto-commit-off none
// label: kf-conf-checked violated
// label: kf-known-keys satisfied
// label: kf-acks-idempotence none
// label: kf-key-set none
// label: kf-delivery-report none
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-poll-not-blocked satisfied
// The old consumer: a topic and a partition are started by hand, there is no group.
#include <librdkafka/rdkafkacpp.h>

#include <csignal>
#include <iostream>
#include <string>

static bool run = true;

class Printer : public RdKafka::ConsumeCb {
 public:
  void consume_cb(RdKafka::Message& message, void*) override {
    if (message.err() == RdKafka::ERR_NO_ERROR)
      std::cout << std::string(static_cast<const char*>(message.payload()), message.len()) << "\n";
  }
};

int main(int argc, char* argv[]) {
  if (argc < 3) return 1;
  std::string errstr;
  RdKafka::Conf* conf = RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL);
  RdKafka::Conf* tconf = RdKafka::Conf::create(RdKafka::Conf::CONF_TOPIC);
  conf->set("metadata.broker.list", argv[1], errstr);
  tconf->set("auto.offset.reset", "smallest", errstr);
  RdKafka::Consumer* consumer = RdKafka::Consumer::create(conf, errstr);
  if (!consumer) {
    std::cerr << errstr << std::endl;
    return 1;
  }
  RdKafka::Topic* topic = RdKafka::Topic::create(consumer, argv[2], tconf, errstr);
  if (!topic) return 1;
  if (consumer->start(topic, 0, RdKafka::Topic::OFFSET_BEGINNING)) return 1;
  signal(SIGINT, [](int) { run = false; });
  Printer printer;
  while (run) consumer->consume_callback(topic, 0, 1000, &printer, nullptr);
  consumer->stop(topic, 0);
  delete topic;
  delete consumer;
}

// mutant kf-known-keys violated: tconf->set("auto.offset.reset", "smallest", errstr); => tconf->set("group.id", "x", errstr);
// mutant kf-known-keys violated: "smallest" => "begin"
