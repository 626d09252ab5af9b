// Failures are counted and taken back, and nothing asks how many there were.
// expect: cb-threshold violated
// expect: cb-role inconclusive
#include <chrono>
#include <functional>

class Cut {
 public:
  bool run(const std::function<bool()>& call) {
    if (cut_ && std::chrono::steady_clock::now() < until_) return false;
    cut_ = false;
    if (call()) {
      misses_ = 0;
      return true;
    }
    ++misses_;
    cut_ = true;  // expect: cb-threshold violated
    until_ = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    return false;
  }

 private:
  bool cut_ = false;
  int misses_ = 0;
  std::chrono::steady_clock::time_point until_{};
};
