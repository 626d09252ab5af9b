// label: kf-role satisfied
// label: kf-group-id none
// label: kf-auto-commit-off none
// label: kf-commit-after-processing none
// label: kf-conf-checked satisfied
// label: kf-known-keys satisfied
// label: kf-acks-idempotence violated
// label: kf-key-set satisfied
// label: kf-delivery-report violated
// label: kf-flush-close satisfied
// label: kf-queue-full violated
// cppkafka producer: acknowledged by the leader alone, and a report that nobody reads.
#include <cppkafka/cppkafka.h>

#include <iostream>
#include <string>

using namespace cppkafka;

class AuditLog {
 public:
  AuditLog(const std::string& servers, std::string topic) : topic_(std::move(topic)), producer_(make(servers)) {}
  ~AuditLog() { producer_.flush(); }

  void write(const std::string& user, const std::string& action) {
    MessageBuilder builder(topic_);
    builder.key(user).payload(action);
    producer_.produce(builder);
    producer_.poll(std::chrono::milliseconds(0));
  }

 private:
  static Configuration make(const std::string& servers) {
    Configuration config;
    config.set("bootstrap.servers", servers);
    config.set("acks", 1);
    config.set("retries", 3);
    config.set_delivery_report_callback([](Producer&, const Message& message) {
      std::cout << "sent " << message.get_offset() << '\n';
    });
    return config;
  }

  std::string topic_;
  Producer producer_;
};

int main() {
  AuditLog log("localhost:9092", "audit");
  for (std::string line; std::getline(std::cin, line);) log.write("root", line);
}

// mutant kf-flush-close violated: producer_.flush(); => 
// mutant kf-key-set violated: builder.key(user).payload(action); => builder.payload(action);
// mutant kf-known-keys violated: "retries" => "retry.count"
