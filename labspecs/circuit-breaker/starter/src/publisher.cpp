#include "lab/publisher.hpp"

#include <memory>

namespace {

class PlainPublisher final : public lab::Publisher {
 public:
  PlainPublisher(const lab::Config& config, lab::Environment& environment)
      : config_(config), environment_(environment) {}

  // TODO: the bulkhead, the circuit breaker, retries with backoff, the deadline and the
  // dead letters. README.md has the rules, in the order in which to build them.
  lab::PublishResult publish(const lab::Message& message, lab::SteadyTime /*deadline*/) override {
    const lab::Reply reply = environment_.downstream.send(message, config_.call_timeout);
    if (reply.status == lab::ReplyStatus::ok) return {true, reply.body};
    return {false, environment_.fallback.reply(message, lab::Cause::attempts_exhausted)};
  }

 private:
  const lab::Config config_;
  lab::Environment& environment_;
};

}  // namespace

std::unique_ptr<lab::Publisher> lab::make_publisher(const Config& config, Environment& environment) {
  return std::make_unique<PlainPublisher>(config, environment);
}
