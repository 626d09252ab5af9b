#pragma once

#include "lab/config.hpp"

/// The wait after attempt number `attempt` (from 0) failed: it doubles with each attempt
/// up to max_delay.
[[nodiscard]] lab::Duration backoff_delay(const lab::RetryConfig& config, unsigned attempt);
