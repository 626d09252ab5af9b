// label: kf-role satisfied
// label: kf-group-id none
// label: kf-auto-commit-off none
// label: kf-commit-after-processing none
// label: kf-conf-checked satisfied
// label: kf-known-keys satisfied
// label: kf-key-set satisfied
// label: kf-delivery-report violated
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request satisfied
// label: kf-queue-full satisfied
// Settings in a table of pairs; the reports are only counted, whatever they say.
#include <rdkafkacpp.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace metrics {

class CountingReport final : public RdKafka::DeliveryReportCb {
 public:
  void dr_cb(RdKafka::Message& m) override {
    bytes += m.len();
    ++reports;
  }
  std::atomic<unsigned long> reports{0}, bytes{0};
};

constexpr std::array<std::pair<const char*, const char*>, 4> table{{
    {"bootstrap.servers", "kafka-1:9092,kafka-2:9092"},
    {"queue.buffering.max.messages", "20000"},
    {"batch.num.messages", "500"},
    {"compression.type", "zstd"},
}};

template <class T>
void setOrThrow(RdKafka::Conf& conf, const char* key, T value) {
  std::string reason;
  if (conf.set(key, value, reason) != RdKafka::Conf::CONF_OK) throw std::runtime_error(reason);
}

class Pump {
 public:
  Pump() {
    std::unique_ptr<RdKafka::Conf> conf(RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL));
    for (const auto& entry : table) setOrThrow(*conf, entry.first, entry.second);
    setOrThrow<RdKafka::DeliveryReportCb*>(*conf, "dr_cb", &report_);
    std::string reason;
    client_.reset(RdKafka::Producer::create(conf.get(), reason));
    if (!client_) throw std::runtime_error(reason);
    poller_ = std::thread([this] {
      while (!done_) client_->poll(100);
    });
  }
  ~Pump() {
    while (client_->outq_len() > 0) client_->poll(100);
    done_ = true;
    poller_.join();
  }

  bool push(const std::string& host, std::string body) {
    RdKafka::ErrorCode code;
    do {
      code = client_->produce("metrics", RdKafka::Topic::PARTITION_UA, RdKafka::Producer::RK_MSG_COPY, &body[0],
                              body.size(), host.c_str(), host.length(), 0, nullptr, nullptr);
      if (code == RdKafka::ERR__QUEUE_FULL) client_->poll(250);
    } while (code == RdKafka::ERR__QUEUE_FULL);
    return code == RdKafka::ERR_NO_ERROR;
  }

 private:
  CountingReport report_;
  std::unique_ptr<RdKafka::Producer> client_;
  std::thread poller_;
  std::atomic<bool> done_{false};
};

}  // namespace metrics

int main() {
  metrics::Pump pump;
  for (int i = 0; i < 1000; ++i)
    if (!pump.push("host" + std::to_string(i % 7), "{}")) std::puts("refused");
}

// mutant kf-known-keys violated: "batch.num.messages" => "batch.nums.messages"
// mutant kf-acks-idempotence violated: {"compression.type", "zstd"} => {"enable.idempotence", "false"}
// mutant kf-key-set violated: host.c_str(), host.length(), 0 => nullptr, 0, 0
// mutant kf-conf-checked violated: if (conf.set(key, value, reason) != RdKafka::Conf::CONF_OK) throw std::runtime_error(reason); => conf.set(key, value, reason);
