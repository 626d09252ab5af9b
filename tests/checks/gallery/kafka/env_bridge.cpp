// label: kf-role satisfied
// label: kf-group-id satisfied
// label: kf-conf-checked violated
// label: kf-flush-close satisfied
// label: kf-poll-not-blocked satisfied
// Keys and values come from the environment and a file: what is set is not known here.
#include <librdkafka/rdkafkacpp.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

RdKafka::Conf* load(const char* path) {
  std::string key, value, error;
  RdKafka::Conf* conf = RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL);
  std::ifstream file(path);
  while (std::getline(file, key, '=') && std::getline(file, value)) conf->set(key, value, error);
  const char* group = std::getenv("GROUP");
  conf->set("group.id", group ? group : "bridge", error);
  return conf;
}

int main(int, char** argv) {
  std::string error;
  RdKafka::Conf* conf = load(argv[1]);
  RdKafka::KafkaConsumer* consumer = RdKafka::KafkaConsumer::create(conf, error);
  if (!consumer) {
    std::cerr << error << '\n';
    return 1;
  }
  consumer->subscribe({argv[2]});
  for (int i = 0; i < 10; ++i) {
    RdKafka::Message* message = consumer->consume(1000);
    if (message->err() == RdKafka::ERR_NO_ERROR) std::cout << message->len() << '\n';
    delete message;
  }
  consumer->close();
  delete consumer;
  delete conf;
}
