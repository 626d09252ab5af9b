// Refusals are counted, and the hundredth lets a call through.
// expect: cb-open-period violated
#include <functional>

class Skip {
 public:
  bool run(const std::function<bool()>& call) {
    if (cut_) {
      if (skipped_ < 100) {
        ++skipped_;
        return false;
      }
      skipped_ = 0;
      cut_ = false;
    }
    if (call()) {
      misses_ = 0;
      return true;
    }
    if (++misses_ >= 5) cut_ = true;  // expect: cb-open-period violated
    return false;
  }

 private:
  bool cut_ = false;
  int misses_ = 0;
  int skipped_ = 0;
};
