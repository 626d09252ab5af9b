// label: kf-role satisfied
// label: kf-group-id violated
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
// A fluent wrapper round the configuration; the group is made of the process number.
#include <librdkafka/rdkafkacpp.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

class Options {
 public:
  Options& with(const std::string& name, const std::string& value) {
    std::string why;
    if (conf_->set(name, value, why) != RdKafka::Conf::CONF_OK) throw std::runtime_error(why);
    return *this;
  }
  const RdKafka::Conf* raw() const { return conf_.get(); }

 private:
  std::unique_ptr<RdKafka::Conf> conf_{RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL)};
};

class Feed {
 public:
  explicit Feed(const Options& options) {
    std::string why;
    consumer_.reset(RdKafka::KafkaConsumer::create(options.raw(), why));
    if (consumer_ == nullptr) throw std::runtime_error(why);
  }
  void follow(std::vector<std::string> topics) {
    if (auto rc = consumer_->subscribe(topics); rc != RdKafka::ERR_NO_ERROR) throw std::runtime_error(RdKafka::err2str(rc));
  }
  template <class Work>
  bool next(Work&& work) {
    std::unique_ptr<RdKafka::Message> one(consumer_->consume(200));
    if (one->err() != RdKafka::ERR_NO_ERROR) return false;
    work(one->payload(), one->len());
    return consumer_->commitSync(one.get()) == RdKafka::ERR_NO_ERROR;
  }
  void leave() { consumer_->close(); }

 private:
  std::unique_ptr<RdKafka::KafkaConsumer> consumer_;
};

int main() {
  Options options;
  options.with("bootstrap.servers", "localhost:9092")
      .with("group.id", "worker-" + std::to_string(getpid()))
      .with("enable.auto.commit", "false");
  Feed feed(options);
  feed.follow({"jobs"});
  std::size_t bytes = 0;
  while (bytes < 1000000) feed.next([&](const void*, std::size_t size) { bytes += size; });
  feed.leave();
}

// mutant kf-auto-commit-off violated: .with("enable.auto.commit", "false"); => .with("enable.auto.commit", "true");
// mutant kf-known-keys violated: "bootstrap.servers" => "bootstrap_servers"
// mutant kf-commit-after-processing violated: if (one->err() != RdKafka::ERR_NO_ERROR) return false; => if (one->err() != RdKafka::ERR_NO_ERROR) return false; consumer_->commitAsync(one.get());
