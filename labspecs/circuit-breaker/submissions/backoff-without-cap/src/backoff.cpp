#include "backoff.hpp"

#include <cstdint>

namespace {

/// In [0, 1), from the 53 bits that a double can hold.
double uniform(lab::Random& random) { return static_cast<double>(random.next() >> 11) * 0x1p-53; }

}  // namespace

lab::Duration backoff_delay(const lab::RetryConfig& config, unsigned attempt, lab::Random& random) {
  const lab::Duration bound = config.base_delay * (std::int64_t{1} << attempt);
  const double random_part = static_cast<double>(bound.count()) * config.jitter * uniform(random);
  return bound - lab::Duration(static_cast<lab::Duration::rep>(random_part));
}
