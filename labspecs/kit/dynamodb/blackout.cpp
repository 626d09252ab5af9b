#include "dynamodb/blackout.hpp"

#include <algorithm>

namespace assay::kit::dynamodb {

void Blackout::begin(const Partition& partition) {
  const std::lock_guard lock(mutex_);
  until_ = std::max(until_, Clock::now() + partition.span);
  reset_ = partition.reset;
}

bool Blackout::is_on() const {
  const std::lock_guard lock(mutex_);
  return Clock::now() < until_;
}

bool Blackout::resets() const {
  const std::lock_guard lock(mutex_);
  return reset_ && Clock::now() < until_;
}

bool Blackout::wait(const std::stop_token& stop) {
  while (is_on()) {
    Clock::time_point until;
    {
      const std::lock_guard lock(mutex_);
      until = until_;
    }
    if (!wait_until(until, stop)) return false;
  }
  return !stop.stop_requested();
}

bool Blackout::sleep(core::Duration span, const std::stop_token& stop) { return wait_until(Clock::now() + span, stop); }

bool Blackout::wait_until(Clock::time_point until, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, stop, until, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace assay::kit::dynamodb
