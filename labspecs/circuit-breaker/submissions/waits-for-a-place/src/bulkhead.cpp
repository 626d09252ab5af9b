#include "bulkhead.hpp"

Bulkhead::Place::~Place() {
  bulkhead_.leave();
}

Bulkhead::Place Bulkhead::enter() {
  std::unique_lock lock(mutex_);
  left_.wait(lock, [this] { return inside_ < max_concurrent_; });
  ++inside_;
  return Place(*this);
}

void Bulkhead::leave() {
  {
    const std::lock_guard lock(mutex_);
    --inside_;
  }
  left_.notify_one();
}
