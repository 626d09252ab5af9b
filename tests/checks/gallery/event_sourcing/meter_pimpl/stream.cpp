#include <mutex>

#include "meter.hpp"

namespace meter {

struct EventStream::Impl {
  mutable std::mutex mutex;
  std::vector<MeterEvent> events;
};

EventStream::EventStream() : impl_(std::make_unique<Impl>()) {}
EventStream::~EventStream() = default;

EventStream::Outcome EventStream::append(std::size_t expected, const MeterEvent& event) {
  std::lock_guard lock(impl_->mutex);
  if (impl_->events.size() != expected) return Outcome::conflict;
  impl_->events.push_back(event);
  return Outcome::stored;
}

std::vector<MeterEvent> EventStream::read_all() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->events;
}

}  // namespace meter
// mutant es-expected-version violated: if (impl_->events.size() != expected) return Outcome::conflict; =>
// mutant es-append-only violated: impl_->events.push_back(event); => impl_->events.clear(); impl_->events.push_back(event);
