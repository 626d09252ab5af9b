// The age of the opening is cast to other units before it is compared, in a function of its own.
// expect: cb-role satisfied
// expect: cb-clock satisfied
#include <chrono>

class Cut {
 public:
  bool may() {
    if (open_ && is_over()) {
      open_ = false;
      trying_ = true;
    }
    return !open_;
  }
  void good() { trying_ = false, misses_ = 0; }
  void bad() {
    if (trying_ || ++misses_ > 4) {
      open_ = true;
      trying_ = false;
      changed_ = std::chrono::steady_clock::now();
    }
  }

 private:
  bool is_over() const {
    const auto now = std::chrono::steady_clock::now();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now - changed_) >= pause_;
  }

  bool open_ = false, trying_ = false;
  int misses_ = 0;
  std::chrono::milliseconds pause_{500};
  std::chrono::steady_clock::time_point changed_{};
};
