// A client that waits longer before each attempt to connect is no breaker without a threshold.
// expect: cb-threshold inconclusive
// expect: cb-role inconclusive
#include <chrono>
#include <functional>

class Link {
 public:
  bool up(const std::function<bool()>& connect) {
    if (down_ && std::chrono::steady_clock::now() < next_) return false;
    down_ = false;
    if (connect()) {
      tries_ = 0;
      return true;
    }
    ++tries_;
    down_ = true;
    next_ = std::chrono::steady_clock::now() + std::chrono::seconds(1) * tries_;
    return false;
  }

 private:
  bool down_ = false;
  int tries_ = 0;
  std::chrono::steady_clock::time_point next_{};
};
