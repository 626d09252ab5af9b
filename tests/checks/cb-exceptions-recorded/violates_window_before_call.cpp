// What is counted before the call tells nothing of how it ends: an exception passes by.
// expect: cb-exceptions-recorded violated
#include <chrono>
#include <functional>

class Cut {
 public:
  bool run(const std::function<bool()>& call) {
    const auto now = std::chrono::steady_clock::now();
    if (open_) {
      if (now < end_) return false;
      open_ = false;
      half_ = true;
    }
    ++calls_;
    if (call()) {  // expect: cb-exceptions-recorded violated
      half_ = false;
      misses_ = 0;
      calls_ = 0;
      return true;
    }
    ++misses_;
    if (half_ || (calls_ > 10 && misses_ > 5)) {
      open_ = true;
      half_ = false;
      end_ = now + std::chrono::seconds(4);
    }
    return false;
  }

 private:
  bool open_ = false, half_ = false;
  int calls_ = 0, misses_ = 0;
  std::chrono::steady_clock::time_point end_{};
};
