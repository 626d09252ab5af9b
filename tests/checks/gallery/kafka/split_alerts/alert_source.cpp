#include "alert_source.hpp"

#include <librdkafka/rdkafkacpp.h>

#include <atomic>
#include <stdexcept>

namespace alerts {

struct AlertSource::Impl {
  std::unique_ptr<RdKafka::KafkaConsumer> client;
  std::atomic<bool> stopped{false};
};

AlertSource::AlertSource(Settings settings, std::string topic) : impl_(std::make_unique<Impl>()) {
  std::string reason;
  std::unique_ptr<RdKafka::Conf> conf{RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL)};
  for (const auto& [name, value] : settings) {
    if (conf->set(name, value, reason) != RdKafka::Conf::CONF_OK) throw std::invalid_argument(name + ": " + reason);
  }
  impl_->client.reset(RdKafka::KafkaConsumer::create(conf.get(), reason));
  if (!impl_->client) throw std::runtime_error(reason);
  const auto error = impl_->client->subscribe({topic});
  if (error) throw std::runtime_error(RdKafka::err2str(error));
}

AlertSource::~AlertSource() {
  impl_->client->unsubscribe();
  impl_->client->close();
}

void AlertSource::pump(const std::function<void(const std::string&)>& sink) {
  while (!impl_->stopped.load()) {
    auto message = std::unique_ptr<RdKafka::Message>(impl_->client->consume(300));
    if (message->err() != RdKafka::ERR_NO_ERROR) continue;
    std::string text(static_cast<char*>(message->payload()), message->len());
    sink(text);
    impl_->client->commitAsync(message.get());
  }
}

void AlertSource::stop() { impl_->stopped = true; }

}  // namespace alerts

// mutant kf-commit-after-processing violated:     sink(text); =>     impl_->client->commitSync(); sink(text);
// mutant kf-conf-checked violated: if (conf->set(name, value, reason) != RdKafka::Conf::CONF_OK) throw std::invalid_argument(name + ": " + reason); => conf->set(name, value, reason);
