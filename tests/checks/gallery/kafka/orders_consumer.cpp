// label: kf-role satisfied
// label: kf-group-id satisfied
// label: kf-auto-commit-off satisfied
// label: kf-commit-after-processing satisfied
// label: kf-conf-checked satisfied
// label: kf-known-keys satisfied
// label: kf-acks-idempotence none
// label: kf-key-set none
// label: kf-delivery-report none
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-poll-not-blocked satisfied
// Consumes orders one by one; the offset is committed once the order is booked.
#include <librdkafka/rdkafkacpp.h>

#include <atomic>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

class OrderBook {
 public:
  bool book(const std::string& order) {
    if (order.empty()) return false;
    ++orders_[order];
    return true;
  }

 private:
  std::map<std::string, int> orders_;
};

class OrderConsumer {
 public:
  OrderConsumer(const std::string& brokers, OrderBook& book) : book_(book) {
    std::unique_ptr<RdKafka::Conf> conf(RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL));
    set(*conf, "bootstrap.servers", brokers);
    set(*conf, "group.id", "order-booking");
    set(*conf, "enable.auto.commit", "false");
    set(*conf, "auto.offset.reset", "earliest");
    std::string error;
    consumer_.reset(RdKafka::KafkaConsumer::create(conf.get(), error));
    if (!consumer_) throw std::runtime_error("cannot create the consumer: " + error);
    if (const auto code = consumer_->subscribe({"orders"}); code != RdKafka::ERR_NO_ERROR)
      throw std::runtime_error(RdKafka::err2str(code));
  }

  ~OrderConsumer() { consumer_->close(); }

  void run(const std::atomic<bool>& stop) {
    while (!stop) {
      std::unique_ptr<RdKafka::Message> message(consumer_->consume(500));
      if (message->err() == RdKafka::ERR__TIMED_OUT) continue;
      if (message->err() != RdKafka::ERR_NO_ERROR) {
        std::cerr << message->errstr() << '\n';
        continue;
      }
      const std::string order(static_cast<const char*>(message->payload()), message->len());
      if (!book_.book(order)) throw std::runtime_error("the order cannot be booked");
      consumer_->commitSync(message.get());
    }
  }

 private:
  static void set(RdKafka::Conf& conf, const std::string& key, const std::string& value) {
    std::string error;
    if (conf.set(key, value, error) != RdKafka::Conf::CONF_OK) throw std::runtime_error(error);
  }

  OrderBook& book_;
  std::unique_ptr<RdKafka::KafkaConsumer> consumer_;
};

int main() {
  OrderBook book;
  std::atomic<bool> stop{false};
  OrderConsumer consumer("localhost:9092", book);
  consumer.run(stop);
}

// mutant kf-auto-commit-off violated: set(*conf, "enable.auto.commit", "false"); => 
// mutant kf-group-id violated: set(*conf, "group.id", "order-booking"); => 
// mutant kf-known-keys violated: "auto.offset.reset" => "auto.ofset.reset"
// mutant kf-conf-checked violated: if (conf.set(key, value, error) != RdKafka::Conf::CONF_OK) throw std::runtime_error(error); => conf.set(key, value, error);
