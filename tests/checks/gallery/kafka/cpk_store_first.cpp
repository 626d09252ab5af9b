// label: kf-role satisfied
// label: kf-group-id violated
// label: kf-auto-commit-off satisfied
// label: kf-commit-after-processing violated
// label: kf-conf-checked satisfied
// label: kf-known-keys violated
// label: kf-acks-idempotence none
// label: kf-key-set none
// label: kf-delivery-report none
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-poll-not-blocked satisfied
// Stores the offset of a message before the handler ran; no group is named.
#include <cppkafka/consumer.h>

#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

namespace hr {

class Payroll {
 public:
  void pay(const std::string& line) {
    if (line.size() < 3) throw std::invalid_argument("short line");
    paid_ += std::stol(line);
  }
  long paid() const { return paid_; }

 private:
  long paid_ = 0;
};

class Runner {
 public:
  explicit Runner(Payroll& payroll) : payroll_(payroll), consumer_(settings()) { consumer_.subscribe({"salaries"}); }
  void run() {
    while (payroll_.paid() < 1'000'000) {
      auto batch = consumer_.poll_batch(50, std::chrono::milliseconds(100));
      for (auto& message : batch) {
        if (!message || message.get_error()) continue;
        consumer_.store_offset(message);
        payroll_.pay(message.get_payload());
      }
    }
  }

 private:
  static cppkafka::Configuration settings() {
    return {{"bootstrap.servers", "localhost:9092"},
            {"enable.auto.offset.store", false},
            {"max.poll.interval.ms", 0},
            {"linger.ms", 10}};
  }
  Payroll& payroll_;
  cppkafka::Consumer consumer_;
};

}  // namespace hr

int main() {
  hr::Payroll payroll;
  hr::Runner(payroll).run();
  std::cout << payroll.paid() << '\n';
}
