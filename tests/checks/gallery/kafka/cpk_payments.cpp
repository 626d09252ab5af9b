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
// cppkafka: the configuration throws, the consumer leaves its group when it is destroyed.
#include <cppkafka/cppkafka.h>

#include <csignal>
#include <functional>
#include <iostream>
#include <string>

using cppkafka::Configuration;
using cppkafka::Consumer;
using cppkafka::Message;

class Payments {
 public:
  using Handler = std::function<void(const std::string&)>;
  explicit Payments(Handler handler)
      : handler_(std::move(handler)),
        consumer_(Configuration{{"metadata.broker.list", "127.0.0.1:9092"},
                                {"group.id", "payments"},
                                {"enable.auto.commit", false}}) {
    consumer_.subscribe({"payments"});
  }

  void step() {
    Message msg = consumer_.poll(std::chrono::milliseconds(250));
    if (!msg) return;
    if (msg.get_error()) {
      if (!msg.is_eof()) std::cerr << msg.get_error() << '\n';
      return;
    }
    handler_(msg.get_payload());
    consumer_.commit(msg);
  }

 private:
  Handler handler_;
  Consumer consumer_;
};

static volatile std::sig_atomic_t running = 1;

int main() {
  std::signal(SIGTERM, [](int) { running = 0; });
  Payments payments([](const std::string& text) { std::cout << text << '\n'; });
  while (running) payments.step();
}

// mutant kf-auto-commit-off violated: {"enable.auto.commit", false} => {"enable.auto.commit", true}
// mutant kf-group-id violated: {"group.id", "payments"}, => 
// mutant kf-known-keys violated: "metadata.broker.list" => "metadata.brokers"
