// Every outcome may trip the rate; only a success closes.
// expect: cb-probe-success-closes satisfied
// expect: cb-role satisfied
#include <chrono>
#include <functional>

class Rate {
 public:
  void run(const std::function<void()>& call) {
    if (mode_ == open) {
      if (std::chrono::steady_clock::now() - since_ < std::chrono::seconds(5)) return;
      mode_ = half;
      all_ = bad_ = 0;
    }
    try {
      call();
      ++all_;
      rate();
      if (mode_ == half && all_ >= 3) mode_ = closed;  // expect: cb-probe-success-closes satisfied
    } catch (...) {
      ++all_;
      ++bad_;
      rate();
    }
  }

 private:
  void rate() {
    if (all_ < 10 || bad_ * 2 < all_) return;
    mode_ = open;
    since_ = std::chrono::steady_clock::now();
  }

  enum { closed, open, half } mode_ = closed;
  int all_ = 0, bad_ = 0;
  std::chrono::steady_clock::time_point since_{};
};
