#include "resilient_publisher.hpp"

#include <algorithm>

#include "backoff.hpp"

using lab::Cause;
using lab::PublishResult;
using lab::Reply;
using lab::ReplyStatus;

PublishResult ResilientPublisher::publish(const lab::Message& message, lab::SteadyTime deadline) {
  Destination& to = destination(message.destination);
  const auto place = to.bulkhead.try_enter();
  if (!place) return give_up(message, Cause::bulkhead_full, 0);
  return attempt_all(to, message, deadline);
}

PublishResult ResilientPublisher::attempt_all(Destination& to, const lab::Message& message,
                                              lab::SteadyTime deadline) {
  for (unsigned attempt = 0;; ++attempt) {
    if (environment_.clock.steady_now() >= deadline) return give_up(message, Cause::deadline_exceeded, attempt);
    const auto permit = to.breaker.try_acquire();
    if (!permit) return give_up(message, Cause::circuit_open, attempt);

    Reply reply = send_once(to, *permit, message, deadline);
    const unsigned attempts = attempt + 1;
    if (reply.status == ReplyStatus::ok) return {true, std::move(reply.body)};
    if (attempts == config_.retry.max_attempts) {
      const bool permanent = reply.status == ReplyStatus::permanent_error;
      return give_up(message, permanent ? Cause::permanent_error : Cause::attempts_exhausted, attempts);
    }

    const auto delay = backoff_delay(config_.retry, attempt, environment_.random);
    if (environment_.clock.steady_now() + delay >= deadline) {
      return give_up(message, Cause::deadline_exceeded, attempts);
    }
    environment_.scheduler.sleep_for(delay);
  }
}

Reply ResilientPublisher::send_once(Destination& to, CircuitBreaker::Permit permit, const lab::Message& message,
                                    lab::SteadyTime deadline) {
  const auto began = environment_.clock.steady_now();
  Reply reply;
  try {
    reply = environment_.downstream.send(message, std::clamp(deadline - began, lab::Duration(1), config_.call_timeout));
  } catch (const lab::DownstreamError&) {
    reply.status = ReplyStatus::transient_error;
  }
  const auto took = environment_.clock.steady_now() - began;
  const bool slow = config_.breaker.slow_call > lab::Duration::zero() && took >= config_.breaker.slow_call;
  const bool answered = reply.status == ReplyStatus::ok || reply.status == ReplyStatus::permanent_error;
  to.breaker.record(permit, answered && !slow ? CircuitBreaker::Result::success : CircuitBreaker::Result::failure);
  return reply;
}

PublishResult ResilientPublisher::give_up(const lab::Message& message, Cause cause, unsigned attempts) {
  environment_.dead_letters.put({message, cause, attempts});
  return {false, environment_.fallback.reply(message, cause)};
}

ResilientPublisher::Destination& ResilientPublisher::destination(const std::string& name) {
  const std::lock_guard lock(mutex_);
  return destinations_.try_emplace(name, config_, environment_.clock).first->second;
}

std::unique_ptr<lab::Publisher> lab::make_publisher(const Config& config, Environment& environment) {
  return std::make_unique<ResilientPublisher>(config, environment);
}
