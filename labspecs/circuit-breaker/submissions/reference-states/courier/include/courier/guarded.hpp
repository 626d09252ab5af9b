#pragma once

#include <mutex>
#include <utility>

namespace courier {

/// A value that can be reached only under its mutex, so that no access forgets it.
template <typename Value>
class Guarded {
 public:
  template <typename... Args>
  explicit Guarded(Args&&... args) : value_(std::forward<Args>(args)...) {}

  /// Runs `action` on the value, alone. It must not call out of the component: whoever
  /// waits for the mutex waits for that call as well.
  template <typename Action>
  decltype(auto) with(Action&& action) {
    std::scoped_lock alone(mutex_);
    return std::forward<Action>(action)(value_);
  }

 private:
  std::mutex mutex_;
  Value value_;
};

}  // namespace courier
