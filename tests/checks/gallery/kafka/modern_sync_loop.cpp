// label: kf-role satisfied
// label: kf-group-id none
// label: kf-auto-commit-off none
// label: kf-commit-after-processing none
// label: kf-conf-checked satisfied
// label: kf-acks-idempotence violated
// label: kf-key-set violated
// label: kf-delivery-report satisfied
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request violated
// label: kf-queue-full satisfied
// modern-cpp-kafka: waits for each record, and opens a new client for each.
#include <kafka/KafkaProducer.h>

#include <iostream>
#include <string>
#include <vector>

void archive(const std::string& brokers, const std::vector<std::string>& pages) {
  for (const auto& page : pages) {
    kafka::Properties props;
    props.put("bootstrap.servers", brokers);
    props.put("enable.idempotence", "true");
    props.put("acks", "0");
    kafka::clients::producer::KafkaProducer producer(props);
    kafka::clients::producer::ProducerRecord record("archive", kafka::NullKey, kafka::Value(page.data(), page.size()));
    try {
      std::cout << producer.syncSend(record).toString() << '\n';
    } catch (const kafka::KafkaException& e) {
      std::cerr << e.what() << '\n';
    }
    producer.close();
  }
}

int main() { archive("localhost:9092", {"one", "two"}); }
