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
// Offsets are stored by hand after the work, and committed in the background.
#include <librdkafka/rdkafkacpp.h>

#include <deque>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

class Indexer {
 public:
  void add(std::string_view document) { documents_.emplace_back(document); }
  std::size_t size() const { return documents_.size(); }

 private:
  std::deque<std::string> documents_;
};

static void check(RdKafka::Conf::ConfResult result, const std::string& why) {
  if (result != RdKafka::Conf::CONF_OK) throw std::runtime_error(why);
}

class IndexFeed {
 public:
  explicit IndexFeed(Indexer& indexer) : indexer_(indexer) {
    std::string why;
    std::unique_ptr<RdKafka::Conf> conf{RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL)};
    check(conf->set("bootstrap.servers", "search-kafka:9092", why), why);
    check(conf->set("group.id", "indexer", why), why);
    check(conf->set("enable.auto.offset.store", "false", why), why);
    feed_.reset(RdKafka::KafkaConsumer::create(conf.get(), why));
    if (!feed_) throw std::runtime_error(why);
    if (feed_->subscribe({"documents"})) throw std::runtime_error("subscribe");
  }
  ~IndexFeed() { feed_->close(); }

  void run_until(std::size_t count) {
    while (indexer_.size() < count) {
      std::unique_ptr<RdKafka::Message> m{feed_->consume(1000)};
      if (m->err() != RdKafka::ERR_NO_ERROR) continue;
      indexer_.add({static_cast<const char*>(m->payload()), m->len()});
      std::unique_ptr<RdKafka::Error> failed{m->offset_store()};
      if (failed) throw std::runtime_error(failed->str());
    }
  }

 private:
  Indexer& indexer_;
  std::unique_ptr<RdKafka::KafkaConsumer> feed_;
};

int main() {
  Indexer indexer;
  IndexFeed(indexer).run_until(100);
}

// mutant kf-auto-commit-off violated: check(conf->set("enable.auto.offset.store", "false", why), why); => 
// mutant kf-commit-after-processing violated: if (m->err() != RdKafka::ERR_NO_ERROR) continue; => if (m->err() != RdKafka::ERR_NO_ERROR) continue; std::unique_ptr<RdKafka::Error> kept(m->offset_store());
