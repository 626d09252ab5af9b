// What is called under the lock is told of a change; it is not the downstream.
// expect: cb-lock-across-call satisfied
#include <broker.hpp>

#include <functional>
#include <mutex>

class Told {
 public:
  Told(Broker& broker, Clocks& clocks, Listener& listener, std::function<bool(const Answer&)> is_failure)
      : broker_(broker), clocks_(clocks), listener_(listener), is_failure_(std::move(is_failure)) {}

  Answer send(const Letter& letter) {
    {
      std::lock_guard lock(mutex_);
      if (failures_ >= 3 && clocks_.steady() < until_) return {Status::failed, ""};
    }
    auto answer = broker_.send(letter);
    std::lock_guard lock(mutex_);
    if (is_failure_(answer)) {
      if (++failures_ >= 3) {
        until_ = clocks_.steady() + std::chrono::seconds(1);
        listener_.changed(0, 1);
      }
    } else {
      failures_ = 0;
    }
    return answer;
  }

 private:
  Broker& broker_;
  Clocks& clocks_;
  Listener& listener_;
  std::function<bool(const Answer&)> is_failure_;
  std::mutex mutex_;
  int failures_ = 0;
  std::chrono::steady_clock::time_point until_{};
};
