// label: kf-role satisfied
// label: kf-group-id violated
// label: kf-auto-commit-off violated
// label: kf-conf-checked violated
// label: kf-known-keys satisfied
// label: kf-acks-idempotence none
// label: kf-key-set none
// label: kf-delivery-report none
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-poll-not-blocked violated
// A new group at every start, and a nap in every round.
#include <librdkafka/rdkafkacpp.h>

#include <chrono>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <thread>

std::string random_name() {
  std::random_device device;
  std::mt19937_64 engine(device());
  std::ostringstream out;
  out << "viewer-" << std::hex << engine();
  return out.str();
}

int main() {
  std::string err;
  RdKafka::Conf* cfg = RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL);
  cfg->set("bootstrap.servers", "broker:9092", err);
  cfg->set("group.id", random_name(), err);
  cfg->set("auto.offset.reset", "earliest", err);
  RdKafka::KafkaConsumer* view = RdKafka::KafkaConsumer::create(cfg, err);
  if (view == nullptr) return 1;
  view->subscribe({"prices"});
  for (int shown = 0; shown < 500;) {
    RdKafka::Message* msg = view->consume(100);
    if (!msg->err()) {
      std::cout.write(static_cast<const char*>(msg->payload()), static_cast<std::streamsize>(msg->len()));
      ++shown;
    }
    delete msg;
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
  }
  view->close();
  delete view;
}

// mutant kf-known-keys violated: "earliest" => "oldest"
// mutant kf-group-id violated: "group.id", random_name(), err => "group.id", "", err
