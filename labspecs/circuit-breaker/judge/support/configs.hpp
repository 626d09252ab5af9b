// Settings that a case starts from. Each turns on one mechanism and leaves the others
// out, so that a case is about one.
#pragma once

#include <chrono>

#include "lab/config.hpp"

namespace judge {

using namespace std::chrono_literals;

/// One attempt, no rule that trips the breaker, room for every call.
inline lab::Config plain() {
  lab::Config config;
  config.retry = {.max_attempts = 1, .base_delay = 100ms, .max_delay = 10s, .jitter = 0};
  config.breaker.open_period = 1s;
  config.max_concurrent = 100;
  config.call_timeout = 500ms;
  return config;
}

/// So many failures in a row trip it by that rule alone.
inline lab::Config trips_after_a_row_of(unsigned failures) {
  lab::Config config = plain();
  config.breaker.failure_threshold = failures;
  return config;
}

/// So many failures in a row trip it by either rule, at the same result, so that a case about something
/// else does not fail where one rule is wrong.
inline void trip_after(lab::BreakerConfig& breaker, unsigned failures) {
  breaker.failure_threshold = failures;
  breaker.window_size = failures;
  breaker.minimum_calls = failures;
  breaker.failure_ratio = 1;
}

/// Likewise.
inline lab::Config trips_after(unsigned failures) {
  lab::Config config = plain();
  trip_after(config.breaker, failures);
  return config;
}

/// Half of the last `window` results, from `minimum` on, trip it.
inline lab::Config trips_at_half_of(unsigned window, unsigned minimum) {
  lab::Config config = plain();
  config.breaker.window_size = window;
  config.breaker.minimum_calls = minimum;
  config.breaker.failure_ratio = 0.5;
  return config;
}

/// Waits of 100 ms, 200 ms, 400 ms, … up to 10 s, without jitter.
inline lab::Config retries(unsigned attempts) {
  lab::Config config = plain();
  config.retry.max_attempts = attempts;
  return config;
}

}  // namespace judge
