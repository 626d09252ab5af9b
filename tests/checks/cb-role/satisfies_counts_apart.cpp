// The counts are an object of their own, the mode comes back through a pointer, and the end of
// the open mode is compared as `end < now`.
// expect: cb-role satisfied
// expect: cb-open-period satisfied
// expect: cb-threshold satisfied
#include <chrono>
#include <functional>

enum class Mode { closed, trial, open };
using Time = std::chrono::steady_clock::time_point;

struct Tally {
  int misses = 0;
  void miss() { ++misses; }
  void clear() { misses = 0; }
};

class Cut {
 public:
  bool run(const std::function<bool()>& call) {
    Mode mode;
    current(std::chrono::steady_clock::now(), &mode);
    if (mode == Mode::open) return false;
    const bool good = call();
    if (good) {
      tally_.clear();
      set(Mode::closed);
    } else {
      tally_.miss();
      if (mode == Mode::trial || tally_.misses > 5) set(Mode::open);
    }
    return good;
  }

 private:
  void current(Time now, Mode* mode) {
    if (mode_ == Mode::open && end_ < now) set(Mode::trial);
    *mode = mode_;
  }
  void set(Mode mode) {
    mode_ = mode;
    if (mode == Mode::open) end_ = std::chrono::steady_clock::now() + std::chrono::seconds(3);
  }

  Mode mode_ = Mode::closed;
  Tally tally_;
  Time end_{};
};
