#include "support/publisher_model.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace judge {
namespace {

// A wait that was computed in floating-point seconds is rounded; README.md allows it.
constexpr Duration rounding = std::chrono::microseconds{1};

Next fails(lab::Cause cause, unsigned attempts, std::string because) {
  Next next;
  next.failure = Failure{cause, attempts};
  next.because = std::move(because);
  return next;
}

void note_circuit(Next& next, BreakerModel& breaker) {
  next.circuit_change = breaker.take_change();
  next.circuit_state = breaker.state();
}

// The downstream works, and said yes or no.
bool answered(const SendResult& result) {
  return !result.broken &&
         (result.status == lab::ReplyStatus::ok || result.status == lab::ReplyStatus::permanent_error);
}

}  // namespace

Next PublisherModel::begin(CallId id, const std::string& destination, Duration deadline, Duration now) {
  Call& call = calls_[id];
  call.to = &destinations_.try_emplace(destination, config_.breaker).first->second;
  call.deadline = deadline;
  if (call.to->under_way == config_.max_concurrent) {
    return fails(lab::Cause::bulkhead_full, 0,
                 counted(call.to->under_way, "call") + " to " + quoted(destination) +
                     " under way, and no more are allowed");
  }
  call.has_place = true;
  ++call.to->under_way;
  return attempt(call, now);
}

Next PublisherModel::attempt(Call& call, Duration now) {
  if (now >= call.deadline) {
    return fails(lab::Cause::deadline_exceeded, call.attempts, "its deadline was " + to_string(call.deadline));
  }
  const auto permit = call.to->breaker.admit(now);
  if (!permit) return fails(lab::Cause::circuit_open, call.attempts, call.to->breaker.describe());
  call.permit = *permit;
  call.sent_at = now;
  ++call.attempts;
  Next next;
  note_circuit(next, call.to->breaker);
  next.send = std::min(config_.call_timeout, call.deadline - now);
  next.because = call.to->breaker.why_admitted();
  return next;
}

Next PublisherModel::sent(CallId id, const SendResult& result, Duration now) {
  Call& call = calls_.at(id);
  const bool slow = config_.breaker.slow_call > Duration::zero() && now - call.sent_at >= config_.breaker.slow_call;
  call.to->breaker.record(call.permit, slow || !answered(result), now);
  Next next = after_result(call, result, now);
  note_circuit(next, call.to->breaker);
  return next;
}

Next PublisherModel::after_result(const Call& call, const SendResult& result, Duration now) const {
  if (!answered(result)) return after_failure(call, now);
  if (result.status == lab::ReplyStatus::permanent_error) {
    return fails(lab::Cause::permanent_error, call.attempts, "the downstream will never take this message");
  }
  Next next;
  next.delivered = result.body;
  next.because = "the downstream accepted it";
  return next;
}

Next PublisherModel::after_failure(const Call& call, Duration now) const {
  if (call.attempts == config_.retry.max_attempts) {
    return fails(lab::Cause::attempts_exhausted, call.attempts,
                 counted(call.attempts, "attempt") + " failed, and no more are allowed");
  }
  const Wait wait = wait_after(call.attempts);
  Next next;
  if (now + wait.shortest < call.deadline) next.wait = wait;
  if (now + wait.longest >= call.deadline) {
    next.failure = Failure{lab::Cause::deadline_exceeded, call.attempts};
    next.because = "its deadline is " + to_string(call.deadline) + ", and the next attempt could not begin before that";
  } else {
    next.because = "attempt " + std::to_string(call.attempts) + " of " + std::to_string(config_.retry.max_attempts) +
                   " failed";
  }
  return next;
}

Wait PublisherModel::wait_after(unsigned attempts) const {
  const auto base = static_cast<double>(config_.retry.base_delay.count());
  const auto most = static_cast<double>(config_.retry.max_delay.count());
  const double bound = std::min(most, std::ldexp(base, static_cast<int>(std::min(attempts - 1, 1000U))));
  const Duration longest{std::llround(bound)};
  if (config_.retry.jitter == 0) return {longest, longest};
  const Duration shortest{std::llround(bound * (1 - config_.retry.jitter))};
  return {std::max(shortest - rounding, Duration::zero()), longest + rounding};
}

Next PublisherModel::waited(CallId id, Duration now) { return attempt(calls_.at(id), now); }

void PublisherModel::returned(CallId id) {
  const auto call = calls_.find(id);
  if (call->second.has_place) --call->second.to->under_way;
  calls_.erase(call);
}

}  // namespace judge
