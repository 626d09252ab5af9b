// label: kf-role satisfied
// label: kf-group-id satisfied
// label: kf-auto-commit-off satisfied
// label: kf-commit-after-processing satisfied
// label: kf-conf-checked satisfied
// label: kf-known-keys satisfied
// label: kf-acks-idempotence satisfied
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request satisfied
// label: kf-poll-not-blocked satisfied
// Reads, enriches and writes on inside transactions.
#include <librdkafka/rdkafkacpp.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

std::unique_ptr<RdKafka::Conf> config(std::initializer_list<std::pair<std::string, std::string>> entries) {
  std::unique_ptr<RdKafka::Conf> conf(RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL));
  std::string why;
  for (const auto& entry : entries)
    if (conf->set(entry.first, entry.second, why) != RdKafka::Conf::CONF_OK) throw std::runtime_error(why);
  return conf;
}

void expect(RdKafka::Error* error) {
  if (error == nullptr) return;
  const std::string text = error->str();
  delete error;
  throw std::runtime_error(text);
}

std::string enrich(const std::string& in) { return "{\"v\":1,\"data\":" + in + "}"; }

}  // namespace

int main() {
  std::string why;
  auto in_conf = config({{"bootstrap.servers", "localhost:9092"},
                         {"group.id", "enricher"},
                         {"enable.auto.commit", "false"},
                         {"isolation.level", "read_committed"}});
  auto out_conf = config({{"bootstrap.servers", "localhost:9092"},
                          {"transactional.id", "enricher-1"},
                          {"enable.idempotence", "true"}});
  std::unique_ptr<RdKafka::KafkaConsumer> in(RdKafka::KafkaConsumer::create(in_conf.get(), why));
  if (!in) throw std::runtime_error(why);
  std::unique_ptr<RdKafka::Producer> out(RdKafka::Producer::create(out_conf.get(), why));
  if (!out) throw std::runtime_error(why);
  if (in->subscribe({"raw"}) != RdKafka::ERR_NO_ERROR) return 1;
  expect(out->init_transactions(10000));
  for (int n = 0; n < 1000; ++n) {
    std::unique_ptr<RdKafka::Message> m(in->consume(1000));
    if (m->err() != RdKafka::ERR_NO_ERROR) continue;
    expect(out->begin_transaction());
    std::string text = enrich({static_cast<const char*>(m->payload()), m->len()});
    const auto code = out->produce("rich", RdKafka::Topic::PARTITION_UA, RdKafka::Producer::RK_MSG_COPY, text.data(),
                                   text.size(), m->key_pointer(), m->key_len(), 0, nullptr);
    if (code != RdKafka::ERR_NO_ERROR) {
      expect(out->abort_transaction(10000));
      continue;
    }
    std::vector<RdKafka::TopicPartition*> offsets;
    in->assignment(offsets);
    in->position(offsets);
    std::unique_ptr<RdKafka::ConsumerGroupMetadata> group(in->groupMetadata());
    expect(out->send_offsets_to_transaction(offsets, group.get(), 10000));
    RdKafka::TopicPartition::destroy(offsets);
    expect(out->commit_transaction(10000));
  }
  in->close();
  out->flush(5000);
}

// mutant kf-known-keys violated: "read_committed" => "committed"
// mutant kf-acks-idempotence violated: {"enable.idempotence", "true"}}); => {"enable.idempotence", "true"}, {"acks", "1"}});
