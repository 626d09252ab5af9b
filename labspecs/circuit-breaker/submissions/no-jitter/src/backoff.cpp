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

lab::Duration backoff_delay(const lab::RetryConfig& config, unsigned attempt) { return backoff_bound(config, attempt); }
