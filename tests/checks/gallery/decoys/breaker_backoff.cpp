// label: cb-role none
#include <algorithm>
#include <chrono>
#include <functional>
#include <thread>

// Retries later and later, and gives up.
class Stubborn {
 public:
  explicit Stubborn(std::function<bool()> action) : action_(std::move(action)) {}
  bool run() {
    for (failed_ = 0; failed_ < 6;) {
      if (action_()) {
        failed_ = 0;
        return true;
      }
      ++failed_;
      next_ = std::chrono::steady_clock::now() + std::min(std::chrono::seconds(1 << failed_), std::chrono::seconds(30));
      while (std::chrono::steady_clock::now() < next_) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
  }

 private:
  std::function<bool()> action_;
  int failed_ = 0;
  std::chrono::steady_clock::time_point next_{};
};
