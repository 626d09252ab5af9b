// When it opened is stored, and never asked for.
// expect: cb-open-period violated
// expect: cb-role inconclusive
#include <chrono>

class Cut {
 public:
  bool may() const { return mode_ != Mode::open; }
  void good() {
    misses_ = 0;
    if (mode_ == Mode::half) mode_ = Mode::closed;
  }
  void bad() {
    if (mode_ == Mode::half || ++misses_ >= 4) {
      mode_ = Mode::open;  // expect: cb-open-period violated
      since_ = std::chrono::steady_clock::now();
    }
  }

 private:
  enum class Mode { closed, open, half };
  Mode mode_ = Mode::closed;
  int misses_ = 0;
  std::chrono::steady_clock::time_point since_{};
};
