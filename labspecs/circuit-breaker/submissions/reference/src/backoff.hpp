#pragma once

#include "lab/config.hpp"
#include "lab/environment.hpp"

/// The wait after attempt number `attempt` (from 0) failed: the bound doubles with each
/// attempt up to max_delay, and the `jitter` part of it is random.
[[nodiscard]] lab::Duration backoff_delay(const lab::RetryConfig& config, unsigned attempt, lab::Random& random);
