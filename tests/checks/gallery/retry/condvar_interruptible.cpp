// The wait can be interrupted: a condition variable on its own lock.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter satisfied
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping satisfied
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <random>
#include <string>
#include <utility>

class Forwarder {
 public:
  using Send = std::function<bool(const std::string&)>;
  explicit Forwarder(Send send) : send_(std::move(send)), dice_(std::random_device{}()) {}

  bool forward(const std::string& record) {
    std::chrono::duration<double, std::milli> pause{40.0};
    for (int i = 0; i != attempts; ++i) {
      if (send_(record)) return true;
      if (!rest(pause * spread_(dice_))) return false;
      pause = std::clamp(pause * 1.8, pause, longest);
    }
    return false;
  }

  void stop() {
    {
      const std::scoped_lock lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
  }

 private:
  bool rest(std::chrono::duration<double, std::milli> pause) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, pause, [this] { return stopping_; });
  }

  static constexpr int attempts = 10;
  static constexpr std::chrono::duration<double, std::milli> longest{5000.0};
  Send send_;
  std::mt19937 dice_;
  std::uniform_real_distribution<double> spread_{0.5, 1.5};
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
};

// mutant rt-jitter violated: pause * spread_(dice_) => pause
// mutant rt-growth violated: pause * 1.8, => pause,
// mutant rt-growth violated: pause * 1.8, => pause + std::chrono::milliseconds(40),
