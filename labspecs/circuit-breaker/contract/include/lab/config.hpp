// The publisher's settings. The caller keeps to the ranges given here; nothing needs to
// be checked again.
#pragma once

#include "lab/time.hpp"

namespace lab {

struct RetryConfig {
  unsigned max_attempts = 1;  ///< sends of one message, the first included; from 1 on
  Duration base_delay{};      ///< the longest wait before the second attempt; above zero
  Duration max_delay{};       ///< the longest wait before any attempt; at least base_delay
  double jitter = 0;          ///< the share of a wait that is random: 0 none, 1 all of it
};

struct BreakerConfig {
  unsigned failure_threshold = 0;    ///< consecutive failures that trip it; 0: no such rule
  unsigned window_size = 0;          ///< the last so many results count for the ratio; 0: no such rule
  unsigned minimum_calls = 1;        ///< fewer results than this in the window do not trip it; 1 to window_size
  double failure_ratio = 1;          ///< failures / results in the window that trips it; above 0, at most 1
  Duration slow_call{};              ///< a send that took at least this long is a failure; 0: no such rule
  Duration open_period{};            ///< how long everything is refused after a trip; above zero
  unsigned half_open_probes = 1;     ///< sends in flight at once while half-open; from 1 on
  unsigned half_open_successes = 1;  ///< successes that close it again; from 1 on
};

struct Config {
  RetryConfig retry;
  BreakerConfig breaker;        ///< of each destination's breaker
  unsigned max_concurrent = 1;  ///< publishes under way at once to one destination; from 1 on
  Duration call_timeout{};      ///< the longest that one send may take; above zero
};

}  // namespace lab
