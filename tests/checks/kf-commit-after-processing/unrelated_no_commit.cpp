// expect: kf-commit-after-processing inconclusive
#include <librdkafka/rdkafkacpp.h>

#include <iostream>
#include <memory>
#include <string>

static std::size_t booked = 0;
void book(const std::string& text) { booked += text.size(); }

int main() {
  std::string why;
  std::unique_ptr<RdKafka::Conf> conf(RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL));
  if (conf->set("bootstrap.servers", "localhost", why) != RdKafka::Conf::CONF_OK) return 1;
  if (conf->set("group.id", "books", why) != RdKafka::Conf::CONF_OK) return 1;
  if (conf->set("enable.auto.commit", "false", why) != RdKafka::Conf::CONF_OK) return 1;
  std::unique_ptr<RdKafka::KafkaConsumer> consumer(RdKafka::KafkaConsumer::create(conf.get(), why));
  if (!consumer || consumer->subscribe({"books"}) != RdKafka::ERR_NO_ERROR) return 1;
  while (booked < 100) {
    std::unique_ptr<RdKafka::Message> m(consumer->consume(500));
    if (m->err() != RdKafka::ERR_NO_ERROR) continue;
    book({static_cast<const char*>(m->payload()), m->len()});
  }
  consumer->close();
}
