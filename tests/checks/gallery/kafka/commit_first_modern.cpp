// label: kf-role satisfied
// label: kf-group-id violated
// label: kf-auto-commit-off satisfied
// label: kf-commit-after-processing violated
// label: kf-conf-checked satisfied
// label: kf-known-keys violated
// label: kf-acks-idempotence none
// label: kf-key-set none
// label: kf-delivery-report none
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-poll-not-blocked violated
// Commits the batch, then works on it; the group is the time of day.
#include <kafka/KafkaConsumer.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <string>
#include <thread>

using kafka::clients::consumer::ConsumerConfig;
using kafka::clients::consumer::KafkaConsumer;

int main() {
  ConsumerConfig config;
  config.put(ConsumerConfig::BOOTSTRAP_SERVERS, std::string("localhost:9092"));
  config.put(ConsumerConfig::GROUP_ID, "snapshot-" + std::to_string(std::time(nullptr)));
  config.put(ConsumerConfig::ENABLE_AUTO_COMMIT, std::string("false"));
  config.put(ConsumerConfig::AUTO_OFFSET_RESET, std::string("from-start"));
  KafkaConsumer consumer(config);
  consumer.subscribe({"snapshots"});
  std::ofstream file("snapshots.txt");
  for (int round = 0; round < 100; ++round) {
    const auto records = consumer.poll(std::chrono::milliseconds(1000));
    consumer.commitSync();
    for (const auto& record : records) file << record.value().toString() << '\n';
    std::this_thread::sleep_for(std::chrono::seconds(10));
  }
  consumer.close();
}

// mutant kf-auto-commit-off violated: config.put(ConsumerConfig::ENABLE_AUTO_COMMIT, std::string("false")); => 
