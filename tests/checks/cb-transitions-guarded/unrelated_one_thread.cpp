// expect: cb-transitions-guarded inconclusive
#include <chrono>

class Guard {
 public:
  bool may_call() {
    if (mode_ == Mode::open) {
      if (std::chrono::steady_clock::now() - since_ < std::chrono::seconds(5)) return false;
      mode_ = Mode::trial;
      trials_ = 0;
    }
    if (mode_ == Mode::trial) return trials_++ < 2;
    return true;
  }

  void succeeded() {
    failures_ = 0;
    if (mode_ == Mode::trial) mode_ = Mode::closed;
  }

  void failed() {
    ++failures_;
    if (mode_ == Mode::trial || failures_ >= 5) open();
  }

 private:
  enum class Mode { closed, open, trial };
  void open() {
    mode_ = Mode::open;
    since_ = std::chrono::steady_clock::now();
  }

  Mode mode_ = Mode::closed;
  int failures_ = 0;
  int trials_ = 0;
  std::chrono::steady_clock::time_point since_{};
};
