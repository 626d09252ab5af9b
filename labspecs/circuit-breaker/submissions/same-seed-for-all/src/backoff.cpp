#include "backoff.hpp"

namespace {

lab::Duration backoff_bound(const lab::RetryConfig& config, unsigned attempt) {
  lab::Duration bound = config.base_delay;
  for (unsigned doubled = 0; doubled < attempt; ++doubled) {
    // Compared before doubling: past max_delay the product could overflow.
    if (bound > config.max_delay / 2) return config.max_delay;
    bound *= 2;
  }
  return bound;
}

}  // namespace

lab::Duration Backoff::delay(unsigned attempt) {
  const lab::Duration bound = backoff_bound(config_, attempt);
  const auto shortest = static_cast<lab::Duration::rep>(static_cast<double>(bound.count()) * (1 - config_.jitter));
  std::uniform_int_distribution<lab::Duration::rep> between(shortest, bound.count());
  const std::lock_guard lock(mutex_);
  return lab::Duration(between(generator_));
}
