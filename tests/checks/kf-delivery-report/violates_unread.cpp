// expect: kf-delivery-report violated
#include <librdkafka/rdkafkacpp.h>

#include <iostream>
#include <memory>
#include <string>

struct Report : RdKafka::DeliveryReportCb {
  void dr_cb(RdKafka::Message& message) override { std::cout << message.offset(); }
};

class Sender {
 public:
  explicit Sender(RdKafka::Producer* producer) : producer_(producer) {}
  void send(const std::string& id, std::string text) {
    while (producer_->produce("books", RdKafka::Topic::PARTITION_UA, RdKafka::Producer::RK_MSG_COPY, text.data(), text.size(), id.data(), id.size(), 0, nullptr) == RdKafka::ERR__QUEUE_FULL)
      producer_->poll(100);
    producer_->poll(0);
  }

 private:
  RdKafka::Producer* producer_;
};

int main() {
  std::string why;
  Report report;
  std::unique_ptr<RdKafka::Conf> conf(RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL));
  if (conf->set("bootstrap.servers", "localhost", why) != RdKafka::Conf::CONF_OK) return 1;
  if (conf->set("enable.idempotence", "true", why) != RdKafka::Conf::CONF_OK) return 1;
  if (conf->set("dr_cb", &report, why) != RdKafka::Conf::CONF_OK) return 1;
  std::unique_ptr<RdKafka::Producer> producer(RdKafka::Producer::create(conf.get(), why));
  if (!producer) return 1;
  Sender sender(producer.get());
  for (int i = 0; i < 10; ++i) sender.send(std::to_string(i), "text");
  producer->flush(1000);
}
