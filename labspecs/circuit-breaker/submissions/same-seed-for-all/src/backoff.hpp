#pragma once

#include <mutex>
#include <random>

#include "lab/config.hpp"

/// Works out how long to wait before the next attempt.
class Backoff {
 public:
  explicit Backoff(const lab::RetryConfig& config) : config_(config) {}

  /// The wait after attempt number `attempt` (from 0) failed: the bound doubles with each
  /// attempt up to max_delay, and the `jitter` part of it is random.
  [[nodiscard]] lab::Duration delay(unsigned attempt);

 private:
  const lab::RetryConfig config_;
  std::mutex mutex_;  // guards the generator
  std::mt19937_64 generator_{2024};
};
