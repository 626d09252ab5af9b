// label: kf-role satisfied
// label: kf-group-id satisfied
// label: kf-auto-commit-off satisfied
// label: kf-commit-after-processing violated
// label: kf-conf-checked satisfied
// label: kf-known-keys satisfied
// label: kf-acks-idempotence none
// label: kf-key-set none
// label: kf-delivery-report none
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-poll-not-blocked satisfied
// The handler's exception is swallowed, and the offset of the failed message is committed.
#include <librdkafka/rdkafkacpp.h>

#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

class Warehouse {
 public:
  void reserve(const std::string& sku) {
    if (stock_ == 0) throw std::runtime_error("out of stock: " + sku);
    --stock_;
  }

 private:
  int stock_ = 100;
};

class ReservationLoop {
 public:
  explicit ReservationLoop(const char* servers) {
    std::string e;
    const auto conf = std::unique_ptr<RdKafka::Conf>(RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL));
    auto ok = conf->set("bootstrap.servers", servers, e) == RdKafka::Conf::CONF_OK;
    ok = ok && conf->set("group.id", "reservations", e) == RdKafka::Conf::CONF_OK;
    ok = ok && conf->set("enable.auto.commit", "false", e) == RdKafka::Conf::CONF_OK;
    if (!ok) throw std::runtime_error(e);
    consumer_ = RdKafka::KafkaConsumer::create(conf.get(), e);
    if (consumer_ == nullptr) throw std::runtime_error(e);
    if (consumer_->subscribe({"reservations"}) != RdKafka::ERR_NO_ERROR) throw std::runtime_error("subscribe");
  }
  ~ReservationLoop() {
    consumer_->close();
    delete consumer_;
  }

  bool once() {
    std::unique_ptr<RdKafka::Message> m(consumer_->consume(1000));
    if (m->err()) return m->err() == RdKafka::ERR__TIMED_OUT;
    try {
      warehouse_.reserve({static_cast<const char*>(m->payload()), m->len()});
    } catch (const std::exception& e) {
      std::cerr << e.what() << std::endl;
    }
    consumer_->commitSync(m.get());
    return true;
  }

 private:
  Warehouse warehouse_;
  RdKafka::KafkaConsumer* consumer_;
};

int main() {
  ReservationLoop loop("localhost:9092");
  while (loop.once()) {
  }
}

// mutant kf-auto-commit-off violated: ok = ok && conf->set("enable.auto.commit", "false", e) == RdKafka::Conf::CONF_OK; => 
// mutant kf-known-keys violated: "bootstrap.servers" => "boostrap.servers"
// mutant kf-group-id violated: "group.id", "reservations" => "group.id", ""
