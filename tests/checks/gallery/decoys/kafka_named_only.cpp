// label: kf-role none
// label: kf-known-keys none
// label: kf-delivery-report none
// label: kf-acks-idempotence none
// Classes called after Kafka that write a log file.
#include <fstream>
#include <map>
#include <memory>
#include <string>

namespace kafka {

class KafkaConfig {
 public:
  void set(const std::string& key, const std::string& value) { values_[key] = value; }
  std::string get(const std::string& key) const {
    const auto found = values_.find(key);
    return found == values_.end() ? "" : found->second;
  }

 private:
  std::map<std::string, std::string> values_;
};

class KafkaProducer {
 public:
  explicit KafkaProducer(const KafkaConfig& config) : file_(config.get("log.dirs") + "/0.log", std::ios::app) {}
  void produce(const std::string& topic, const std::string& value) { file_ << topic << ' ' << value << '\n'; }

 private:
  std::ofstream file_;
};

}  // namespace kafka

void handle(const kafka::KafkaConfig& config, const std::string& value) {
  auto producer = std::make_unique<kafka::KafkaProducer>(config);
  producer->produce("trial", value);
}

int main() {
  kafka::KafkaConfig config;
  config.set("log.dirs", "/tmp");
  config.set("enable.idempotense", "maybe");
  handle(config, "1");
}
