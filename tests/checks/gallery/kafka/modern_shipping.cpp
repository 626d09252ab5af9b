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
// modern-cpp-kafka: properties in a brace list, the callback of each send reads its error.
#include <kafka/KafkaProducer.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

using namespace kafka;
using namespace kafka::clients::producer;

class Shipping {
 public:
  explicit Shipping(const std::string& brokers)
      : producer_(Properties({{"bootstrap.servers", {brokers}}, {"enable.idempotence", {"true"}}, {"acks", {"all"}}})) {}
  ~Shipping() { producer_.close(); }

  void shipped(const std::string& parcel, const std::string& where) {
    auto text = std::make_shared<std::string>(where);
    ProducerRecord record("shipments", Key(parcel.c_str(), parcel.size()), Value(text->c_str(), text->size()));
    producer_.send(
        record,
        [this, text](const RecordMetadata& metadata, const Error& error) {
          if (error) {
            ++failed_;
            std::cerr << "not delivered: " << error.message() << '\n';
          } else {
            std::cout << metadata.toString() << '\n';
          }
        },
        KafkaProducer::SendOption::ToCopyRecordValue);
  }

  int failed() const { return failed_; }

 private:
  std::atomic<int> failed_{0};
  KafkaProducer producer_;
};

int main() {
  const char* brokers = std::getenv("BROKERS");
  Shipping shipping(brokers ? brokers : "localhost:9092");
  for (int i = 0; i < 10; ++i) shipping.shipped("parcel" + std::to_string(i), "Graz");
  return shipping.failed();
}

// mutant kf-acks-idempotence violated: {"acks", {"all"}} => {"acks", {"1"}}
// mutant kf-key-set violated: Key(parcel.c_str(), parcel.size()) => NullKey
// mutant kf-known-keys violated: "enable.idempotence" => "enable.idempotent"
