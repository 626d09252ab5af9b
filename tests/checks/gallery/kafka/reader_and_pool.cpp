// label: kf-role satisfied
// label: kf-group-id satisfied
// label: kf-auto-commit-off satisfied
// label: kf-commit-after-processing violated
// label: kf-conf-checked satisfied
// label: kf-known-keys satisfied
// label: kf-acks-idempotence none
// label: kf-key-set none
// label: kf-delivery-report none
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-poll-not-blocked satisfied
// The reader commits as soon as the text is in the in-memory queue; a crash loses it.
#include <librdkafka/rdkafkacpp.h>

#include <condition_variable>
#include <deque>
#include <iostream>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

class Backlog {
 public:
  void push(std::string text) {
    std::lock_guard lock(mutex_);
    texts_.push_back(std::move(text));
    ready_.notify_one();
  }
  std::string pop() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return !texts_.empty(); });
    auto text = std::move(texts_.front());
    texts_.pop_front();
    return text;
  }

 private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::string> texts_;
};

class Reader {
 public:
  explicit Reader(Backlog& backlog) : backlog_(backlog) {
    std::string e;
    std::unique_ptr<RdKafka::Conf> conf(RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL));
    for (const auto& [key, value] : std::initializer_list<std::pair<const char*, const char*>>{
             {"bootstrap.servers", "localhost:9092"}, {"group.id", "pool"}, {"enable.auto.commit", "false"}})
      if (conf->set(key, value, e) != RdKafka::Conf::CONF_OK) throw std::runtime_error(e);
    consumer_.reset(RdKafka::KafkaConsumer::create(conf.get(), e));
    if (!consumer_) throw std::runtime_error(e);
    if (consumer_->subscribe({"texts"})) throw std::runtime_error("subscribe");
  }
  ~Reader() { consumer_->close(); }

  void read_one() {
    std::unique_ptr<RdKafka::Message> m(consumer_->consume(100));
    if (m->err()) return;
    backlog_.push(std::string(static_cast<char*>(m->payload()), m->len()));
    consumer_->commitAsync(m.get());
  }

 private:
  Backlog& backlog_;
  std::unique_ptr<RdKafka::KafkaConsumer> consumer_;
};

int main() {
  Backlog backlog;
  std::jthread worker([&] {
    for (int i = 0; i < 1000; ++i) std::cout << backlog.pop() << '\n';
  });
  Reader reader(backlog);
  for (int i = 0; i < 5000; ++i) reader.read_one();
}

// mutant kf-group-id violated: {"group.id", "pool"} => {"group.id", ""}
// mutant kf-auto-commit-off violated: , {"enable.auto.commit", "false"} => 
