#include "throughput/expectation.hpp"

#include <algorithm>

namespace judge {

using lab::Cause;
using lab::ReplyStatus;
using lab::bench::Digest;
using lab::bench::Work;

std::uint64_t ExpectedPublisher::publish_all(const Work& work) {
  Digest digest;
  for (std::uint64_t i = 0; i < work.messages; ++i) publish(work, work.first + i, digest);
  return digest.value();
}

void ExpectedPublisher::publish(const Work& work, std::uint64_t message, Digest& digest) {
  for (unsigned attempt = 0;; ++attempt) {
    const auto permit = breaker_.admit(now_);
    if (!permit) return give_up(work, message, Cause::circuit_open, attempt, digest);
    digest.sent(message, attempt);
    const ReplyStatus status = status_of(work, message, attempt);
    breaker_.record(*permit, status == ReplyStatus::transient_error, now_);
    if (status == ReplyStatus::ok) return digest.returned(message, true, answer_of(work, message));
    if (status == ReplyStatus::permanent_error) return give_up(work, message, Cause::permanent_error, attempt + 1, digest);
    if (attempt + 1 == config_.retry.max_attempts) {
      return give_up(work, message, Cause::attempts_exhausted, attempt + 1, digest);
    }
    now_ += wait_after(attempt);
  }
}

void ExpectedPublisher::give_up(const Work& work, std::uint64_t message, Cause cause, unsigned attempts,
                                Digest& digest) const {
  digest.dead_lettered(message, work.payload_size, cause, attempts);
  digest.returned(message, false, fallback_of(work, message, cause));
}

Duration ExpectedPublisher::wait_after(unsigned attempt) const {
  Duration wait = config_.retry.base_delay;
  for (unsigned i = 0; i < attempt && wait < config_.retry.max_delay; ++i) wait *= 2;
  return std::min(wait, config_.retry.max_delay);
}

std::uint64_t expected_of_bare_sends(const lab::Config& config, const Work& work) {
  lab::Config unprotected = config;
  unprotected.breaker.failure_threshold = 0;
  unprotected.breaker.window_size = 0;
  return ExpectedPublisher(unprotected).publish_all(work);
}

}  // namespace judge
