// One failure is the setting of this breaker; another may have a larger one.
// expect: cb-threshold satisfied
#include <chrono>

class Cut {
 public:
  bool may() {
    if (mode_ != open) return true;
    if (std::chrono::steady_clock::now() - since_ < std::chrono::seconds(5)) return false;
    mode_ = half;
    return true;
  }
  void good() { mode_ = closed, misses_ = 0; }
  void bad() {
    if (mode_ == half || ++misses_ >= enough) {
      mode_ = open;
      since_ = std::chrono::steady_clock::now();
    }
  }

 private:
  static constexpr int enough = 1;
  enum { closed, open, half } mode_ = closed;
  int misses_ = 0;
  std::chrono::steady_clock::time_point since_{};
};
