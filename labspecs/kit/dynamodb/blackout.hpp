// A time in which nothing passes through the proxy.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>

#include "core/duration.hpp"
#include "dynamodb/faults.hpp"

namespace assay::kit::dynamodb {

/// Thread-safe.
class Blackout {
 public:
  /// Begins, or goes on until then.
  void begin(const Partition& partition);

  [[nodiscard]] bool is_on() const;
  /// It is on, and what is under way is to be reset.
  [[nodiscard]] bool resets() const;

  /// Waits until it is over; false if the proxy ends.
  bool wait(const std::stop_token& stop);

  /// Waits for other reasons; false if the proxy ends.
  bool sleep(core::Duration span, const std::stop_token& stop);

 private:
  bool wait_until(Clock::time_point until, const std::stop_token& stop);

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  Clock::time_point until_;
  bool reset_ = false;
};

}  // namespace assay::kit::dynamodb
