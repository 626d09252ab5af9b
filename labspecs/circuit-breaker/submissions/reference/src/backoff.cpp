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

/// In [0, 1), from the 53 bits that a double can hold.
double uniform(lab::Random& random) { return static_cast<double>(random.next() >> 11) * 0x1p-53; }

}  // namespace

lab::Duration backoff_delay(const lab::RetryConfig& config, unsigned attempt, lab::Random& random) {
  const lab::Duration bound = backoff_bound(config, attempt);
  const double random_part = static_cast<double>(bound.count()) * config.jitter * uniform(random);
  return bound - lab::Duration(static_cast<lab::Duration::rep>(random_part));
}
