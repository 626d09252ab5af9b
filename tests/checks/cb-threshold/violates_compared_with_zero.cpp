// The count is compared, and the first failure is enough.
// expect: cb-threshold violated
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
    ++misses_;
    if (mode_ == half || misses_ > 0) {  // expect: cb-threshold violated
      mode_ = open;
      since_ = std::chrono::steady_clock::now();
    }
  }

 private:
  enum { closed, open, half } mode_ = closed;
  int misses_ = 0;
  std::chrono::steady_clock::time_point since_{};
};
