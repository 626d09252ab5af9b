// expect: kf-no-producer-per-request violated
#include <librdkafka/rdkafkacpp.h>

#include <iostream>
#include <memory>
#include <string>

void handle(const std::string& id, std::string text) {
  std::string why;
  std::unique_ptr<RdKafka::Conf> conf(RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL));
  if (conf->set("bootstrap.servers", "localhost", why) != RdKafka::Conf::CONF_OK) return;
  std::unique_ptr<RdKafka::Producer> producer(RdKafka::Producer::create(conf.get(), why));  // expect: kf-no-producer-per-request violated
  if (!producer) return;
  producer->produce("books", 0, RdKafka::Producer::RK_MSG_COPY, text.data(), text.size(), id.data(), id.size(), 0, nullptr);
  producer->flush(1000);
}

int main() {
  for (std::string line; std::getline(std::cin, line);) handle(line, line);
}
