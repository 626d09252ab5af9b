// A client that goes through a whole round in one function does not hide the mode for trials.
// expect: cb-three-modes satisfied
#include <chrono>

class Cut {
 public:
  bool may() {
    if (mode_ == open) {
      if (std::chrono::steady_clock::now() - since_ < std::chrono::seconds(5)) return false;
      mode_ = half;  // expect: cb-three-modes satisfied
    }
    return true;
  }
  void good() { mode_ = closed, misses_ = 0; }
  void bad() {
    ++misses_;
    if (mode_ == half || misses_ > 3) {
      mode_ = open;
      since_ = std::chrono::steady_clock::now();
    }
  }

 private:
  enum { closed, open, half } mode_ = closed;
  int misses_ = 0;
  std::chrono::steady_clock::time_point since_{};
};

void drill(Cut& cut) {
  if (cut.may()) cut.bad();
}
