#include "bulkhead.hpp"

Bulkhead::Place::~Place() {
  if (bulkhead_ != nullptr) bulkhead_->leave();
}

Bulkhead::Place Bulkhead::try_enter() {
  const std::lock_guard lock(mutex_);
  if (inside_ >= max_concurrent_) return Place(nullptr);
  ++inside_;
  return Place(this);
}

void Bulkhead::leave() {
  const std::lock_guard lock(mutex_);
  --inside_;
}
