// A publisher that tells what its environment did: one send, and what came of it.
#include <memory>
#include <string>

#include "lab/publisher.hpp"

namespace {

std::string name_of(lab::ReplyStatus status) {
  switch (status) {
    case lab::ReplyStatus::ok: return "ok";
    case lab::ReplyStatus::transient_error: return "transient";
    case lab::ReplyStatus::permanent_error: return "permanent";
    case lab::ReplyStatus::timeout: return "timeout";
  }
  return "none";
}

class Teller final : public lab::Publisher {
 public:
  Teller(const lab::Config& config, lab::Environment& environment) : config_(config), environment_(environment) {}

  lab::PublishResult publish(const lab::Message& message, lab::SteadyTime deadline) override {
    if (message.destination == "nowhere") return give_up(message);
    if (message.destination == "clock") return tell_time(deadline);
    try {
      auto reply = environment_.downstream.send(message, config_.call_timeout);
      return {reply.status == lab::ReplyStatus::ok, name_of(reply.status) + ":" + reply.body};
    } catch (const lab::DownstreamError& error) {
      return {false, std::string("broke:") + error.what()};
    }
  }

 private:
  lab::PublishResult give_up(const lab::Message& message) {
    environment_.dead_letters.put({message, lab::Cause::circuit_open, 3});
    return {false, environment_.fallback.reply(message, lab::Cause::circuit_open)};
  }

  lab::PublishResult tell_time(lab::SteadyTime deadline) {
    const auto before = environment_.clock.steady_now();
    environment_.scheduler.sleep_for(std::chrono::milliseconds(20));
    const auto after = environment_.clock.steady_now();
    const bool right = after - before >= std::chrono::milliseconds(20) && before < deadline && deadline < after + std::chrono::hours(2);
    return {right, std::to_string(environment_.random.next()) + "," + std::to_string(environment_.clock.wall_now().time_since_epoch().count())};
  }

  lab::Config config_;
  lab::Environment& environment_;
};

}  // namespace

std::unique_ptr<lab::Publisher> lab::make_publisher(const Config& config, Environment& environment) {
  return std::make_unique<Teller>(config, environment);
}
