// label: kf-role satisfied
// label: kf-group-id none
// label: kf-auto-commit-off none
// label: kf-commit-after-processing none
// label: kf-conf-checked satisfied
// label: kf-known-keys satisfied
// label: kf-acks-idempotence satisfied
// label: kf-key-set satisfied
// label: kf-delivery-report satisfied
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request satisfied
// label: kf-queue-full satisfied
// Sends readings keyed by their sensor; the delivery report counts what was lost.
#include <librdkafka/rdkafkacpp.h>

#include <cstdint>
#include <iostream>
#include <memory>
#include <string>

struct Reading {
  std::string sensor;
  double value = 0;
};

class Report : public RdKafka::DeliveryReportCb {
 public:
  void dr_cb(RdKafka::Message& message) override {
    if (message.err() != RdKafka::ERR_NO_ERROR) {
      ++lost_;
      std::cerr << "lost: " << message.errstr() << '\n';
    }
  }
  unsigned lost() const { return lost_; }

 private:
  unsigned lost_ = 0;
};

class Telemetry {
 public:
  bool open(const std::string& brokers) {
    std::string why;
    auto* conf = RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL);
    if (conf->set("bootstrap.servers", brokers, why) != RdKafka::Conf::CONF_OK ||
        conf->set("enable.idempotence", "true", why) != RdKafka::Conf::CONF_OK ||
        conf->set("acks", "all", why) != RdKafka::Conf::CONF_OK ||
        conf->set("max.in.flight", "5", why) != RdKafka::Conf::CONF_OK ||
        conf->set("linger.ms", "10", why) != RdKafka::Conf::CONF_OK ||
        conf->set("dr_cb", &report_, why) != RdKafka::Conf::CONF_OK) {
      std::cerr << why << '\n';
      delete conf;
      return false;
    }
    producer_.reset(RdKafka::Producer::create(conf, why));
    delete conf;
    if (producer_ == nullptr) std::cerr << why << '\n';
    return producer_ != nullptr;
  }

  bool send(const Reading& reading) {
    auto text = std::to_string(reading.value);
    for (;;) {
      const auto code =
          producer_->produce("readings", RdKafka::Topic::PARTITION_UA, RdKafka::Producer::RK_MSG_COPY, text.data(),
                             text.size(), reading.sensor.data(), reading.sensor.size(), 0, nullptr);
      if (code == RdKafka::ERR__QUEUE_FULL) {
        producer_->poll(100);
        continue;
      }
      producer_->poll(0);
      return code == RdKafka::ERR_NO_ERROR;
    }
  }

  bool close() {
    producer_->flush(10'000);
    return report_.lost() == 0;
  }

 private:
  Report report_;
  std::unique_ptr<RdKafka::Producer> producer_;
};

int main() {
  Telemetry telemetry;
  if (!telemetry.open("localhost:9092")) return 1;
  for (int i = 0; i < 100; ++i) telemetry.send({"boiler-" + std::to_string(i % 4), i * 0.5});
  return telemetry.close() ? 0 : 1;
}

// mutant kf-acks-idempotence violated: "acks", "all" => "acks", "1"
// mutant kf-acks-idempotence violated: "max.in.flight", "5" => "max.in.flight", "50"
// mutant kf-key-set violated: reading.sensor.data(), reading.sensor.size(), 0, nullptr => nullptr, 0, 0, nullptr
// mutant kf-flush-close violated: producer_->flush(10'000); => 
// mutant kf-known-keys violated: "linger.ms", "10" => "linger.ms", "soon"
