// A checker that goes on asking needs no time: the next good answer ends the bad mode.
// expect: cb-open-period inconclusive
// expect: cb-role inconclusive
#include <chrono>

class Health {
 public:
  bool usable() const { return level_ != dead; }
  void good() { level_ = fine, misses_ = 0; }
  void bad() {
    ++misses_;
    if (misses_ >= 2) level_ = weak;
    if (misses_ >= 4) {
      level_ = dead;
      since_ = std::chrono::steady_clock::now();
    }
  }

 private:
  enum { fine, weak, dead } level_ = fine;
  int misses_ = 0;
  std::chrono::steady_clock::time_point since_{};
};
