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
// modern-cpp-kafka consumer; commits a whole batch once all of it is billed.
#include <kafka/KafkaConsumer.h>

#include <csignal>
#include <iostream>
#include <string>
#include <vector>

namespace {
volatile std::sig_atomic_t alive = 1;

struct Bill {
  double total = 0;
  void add(const kafka::clients::consumer::ConsumerRecord& record) { total += std::stod(record.value().toString()); }
};
}  // namespace

int main() {
  using namespace kafka;
  using namespace kafka::clients::consumer;
  std::signal(SIGINT, [](int) { alive = 0; });

  Properties props;
  props.put("bootstrap.servers", std::string("localhost:9092"));
  props.put("group.id", std::string("billing"));
  props.put("enable.auto.commit", std::string("false"));

  KafkaConsumer consumer(props);
  consumer.subscribe({"bills"});
  Bill bill;
  while (alive) {
    auto records = consumer.poll(std::chrono::milliseconds(100));
    if (records.empty()) continue;
    for (const auto& record : records) {
      if (record.error()) {
        std::cerr << record.toString() << '\n';
        continue;
      }
      bill.add(record);
    }
    consumer.commitSync();
  }
  consumer.close();
  std::cout << bill.total << '\n';
}

// mutant kf-auto-commit-off violated: props.put("enable.auto.commit", std::string("false")); => 
// mutant kf-known-keys violated: "bootstrap.servers", std::string("localhost:9092") => "bootstrap.server", std::string("localhost:9092")
