// label: kf-role satisfied
// label: kf-group-id satisfied
// label: kf-auto-commit-off satisfied
// label: kf-conf-checked violated
// label: kf-known-keys satisfied
// label: kf-acks-idempotence none
// label: kf-key-set none
// label: kf-delivery-report none
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-poll-not-blocked violated
// Each message waits for a person at the keyboard while the group waits for a poll.
#include <librdkafka/rdkafkacpp.h>

#include <iostream>
#include <memory>
#include <string>

int main() {
  std::string problem, answer;
  std::unique_ptr<RdKafka::Conf> conf(RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL));
  conf->set("bootstrap.servers", "localhost:9092", problem);
  conf->set("group.id", "desk", problem);
  conf->set("enable.auto.commit", "false", problem);
  std::unique_ptr<RdKafka::KafkaConsumer> desk(RdKafka::KafkaConsumer::create(conf.get(), problem));
  if (!desk || desk->subscribe({"tickets"}) != RdKafka::ERR_NO_ERROR) return 1;
  while (answer != "quit") {
    std::unique_ptr<RdKafka::Message> ticket(desk->consume(1000));
    if (ticket->err()) continue;
    std::cout << std::string(static_cast<char*>(ticket->payload()), ticket->len()) << "? ";
    std::getline(std::cin, answer);
    if (answer == "yes") desk->commitSync(ticket.get());
  }
  desk->close();
}

// mutant kf-auto-commit-off violated: conf->set("enable.auto.commit", "false", problem); => 
