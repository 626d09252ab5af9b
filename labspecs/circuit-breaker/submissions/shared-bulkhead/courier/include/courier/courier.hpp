#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "courier/circuit.hpp"
#include "courier/directory.hpp"
#include "courier/pacing.hpp"
#include "courier/turnstile.hpp"
#include "lab/publisher.hpp"

namespace courier {

/// Takes messages to their destinations, or accounts for those that did not get there.
class Courier final : public lab::Publisher {
 public:
  Courier(const lab::Config& config, lab::Environment& world)
      : config_(config), world_(world), pacing_(config.retry, world.random), turnstile_(config.max_concurrent) {}

  lab::PublishResult publish(const lab::Message& message, lab::SteadyTime deadline) override {
    const auto seat = turnstile_.take();
    Ending ending = seat ? travel(circuits_.at(message.destination, config_.breaker), message, deadline)
                         : Ending(Lost{lab::Cause::bulkhead_full, 0});
    if (auto* arrived = std::get_if<Arrived>(&ending)) return {true, std::move(arrived->body)};
    const auto& lost = std::get<Lost>(ending);
    world_.dead_letters.put({message, lost.cause, lost.sends});
    return {false, world_.fallback.reply(message, lost.cause)};
  }

 private:
  struct Arrived {
    std::string body;
  };
  struct Lost {
    lab::Cause cause;
    unsigned sends;
  };
  using Ending = std::variant<Arrived, Lost>;

  /// One send, and the moment at which it was over.
  struct Trip {
    lab::Reply reply;
    lab::SteadyTime over;
  };

  Ending travel(Circuit& circuit, const lab::Message& message, lab::SteadyTime deadline) {
    for (unsigned sends = 0;;) {
      const auto now = world_.clock.steady_now();
      if (now >= deadline) return Lost{lab::Cause::deadline_exceeded, sends};
      const auto pass = circuit.admit(now);
      if (!pass) return Lost{lab::Cause::circuit_open, sends};

      Trip trip = send(message, now, deadline);
      ++sends;
      circuit.settle(*pass, judge(trip.reply.status, trip.over - now), trip.over);

      if (trip.reply.status == lab::ReplyStatus::ok) return Arrived{std::move(trip.reply.body)};
      if (trip.reply.status == lab::ReplyStatus::permanent_error) return Lost{lab::Cause::permanent_error, sends};
      if (sends >= config_.retry.max_attempts) return Lost{lab::Cause::attempts_exhausted, sends};
      const auto pause = pacing_.pause(sends);
      if (pause >= deadline - trip.over) return Lost{lab::Cause::deadline_exceeded, sends};
      world_.scheduler.sleep_for(pause);
    }
  }

  Trip send(const lab::Message& message, lab::SteadyTime now, lab::SteadyTime deadline) {
    lab::Reply reply;
    try {
      reply = world_.downstream.send(message, std::min(config_.call_timeout, deadline - now));
    } catch (const lab::DownstreamError&) {
      reply.status = lab::ReplyStatus::transient_error;
    }
    return {std::move(reply), world_.clock.steady_now()};
  }

  [[nodiscard]] Signal judge(lab::ReplyStatus status, lab::Duration took) const {
    const auto limit = config_.breaker.slow_call;
    if (limit != lab::Duration::zero() && took >= limit) return Signal::unhealthy;
    switch (status) {
      case lab::ReplyStatus::ok:
      case lab::ReplyStatus::permanent_error: return Signal::healthy;
      case lab::ReplyStatus::transient_error:
      case lab::ReplyStatus::timeout: break;
    }
    return Signal::unhealthy;
  }

  const lab::Config config_;
  lab::Environment& world_;
  const Pacing pacing_;
  Turnstile turnstile_;
  Directory<Circuit> circuits_;
};

}  // namespace courier
