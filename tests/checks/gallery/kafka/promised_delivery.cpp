// label: kf-role satisfied
// label: kf-group-id none
// label: kf-auto-commit-off none
// label: kf-commit-after-processing none
// label: kf-conf-checked satisfied
// label: kf-known-keys satisfied
// label: kf-key-set satisfied
// label: kf-delivery-report satisfied
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request satisfied
// label: kf-queue-full satisfied
// The delivery report keeps a promise that the caller waits for; a full queue blocks.
#include <librdkafka/rdkafkacpp.h>

#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

using Outcome = std::promise<RdKafka::ErrorCode>;

class KeepPromise : public RdKafka::DeliveryReportCb {
 public:
  void dr_cb(RdKafka::Message& message) override {
    std::unique_ptr<Outcome> outcome(static_cast<Outcome*>(message.msg_opaque()));
    outcome->set_value(message.err());
  }
};

class Journal {
 public:
  explicit Journal(const std::string& brokers) {
    auto conf = std::unique_ptr<RdKafka::Conf>(RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL));
    std::string why;
    if (conf->set("bootstrap.servers", brokers, why) != RdKafka::Conf::CONF_OK) throw std::runtime_error(why);
    if (conf->set("dr_cb", &keeper_, why) != RdKafka::Conf::CONF_OK) throw std::runtime_error(why);
    producer_.reset(RdKafka::Producer::create(conf.get(), why));
    if (!producer_) throw std::runtime_error("producer: " + why);
    thread_ = std::jthread([this](std::stop_token stop) {
      while (!stop.stop_requested()) producer_->poll(50);
    });
  }
  ~Journal() {
    thread_.request_stop();
    thread_.join();
    producer_->flush(3000);
  }

  std::future<RdKafka::ErrorCode> append(const std::string& account, const std::string& entry) {
    auto outcome = std::make_unique<Outcome>();
    auto future = outcome->get_future();
    const auto code = producer_->produce("journal", RdKafka::Topic::PARTITION_UA,
                                         RdKafka::Producer::RK_MSG_COPY | RdKafka::Producer::RK_MSG_BLOCK,
                                         const_cast<char*>(entry.data()), entry.size(), account.data(), account.size(),
                                         0, outcome.get());
    if (code == RdKafka::ERR_NO_ERROR) outcome.release();
    else outcome->set_value(code);
    return future;
  }

 private:
  KeepPromise keeper_;
  std::unique_ptr<RdKafka::Producer> producer_;
  std::jthread thread_;
};

int main() {
  Journal journal("localhost:9092");
  return journal.append("4711", "+10").get() == RdKafka::ERR_NO_ERROR ? 0 : 1;
}

// mutant kf-flush-close violated: producer_->flush(3000); => 
// mutant kf-key-set violated: account.data(), account.size(), => nullptr, 0,
// mutant kf-delivery-report violated: outcome->set_value(message.err()); => outcome->set_value(RdKafka::ERR_NO_ERROR);
