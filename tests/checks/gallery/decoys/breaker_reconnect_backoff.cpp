// label: cb-role none
#include <algorithm>
#include <chrono>

// Asked whether it is time to connect again; every failure doubles the wait.
class Reconnect {
 public:
  bool due() const { return std::chrono::steady_clock::now() >= next_; }
  void failed() {
    delay_ = std::min(delay_ * 2, std::chrono::milliseconds(30000));
    ++attempts_;
    next_ = std::chrono::steady_clock::now() + delay_;
  }
  void connected() {
    delay_ = std::chrono::milliseconds(100);
    attempts_ = 0;
  }
  int attempts() const { return attempts_; }

 private:
  std::chrono::milliseconds delay_{100};
  int attempts_ = 0;
  std::chrono::steady_clock::time_point next_{};
};
