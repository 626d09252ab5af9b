// expect: cb-threshold inconclusive
#include <chrono>
#include <mutex>

// A rate limiter: no outcome of a call is looked at.
class Limiter {
 public:
  bool allow() {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (now - start_ > std::chrono::seconds(1)) {
      start_ = now;
      seen_ = 0;
    }
    return ++seen_ <= 100;
  }

 private:
  std::mutex mutex_;
  int seen_ = 0;
  std::chrono::steady_clock::time_point start_{};
};
