// The transition hides in a const member; only its own writes are locked. Probes close after three in a row.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock satisfied
// label: cb-probe-limit violated
// label: cb-success-resets satisfied
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded violated
// label: cb-probe-failure-reopens violated
// label: cb-probe-success-closes satisfied
// label: cb-fallback satisfied
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded satisfied
// label: cb-lock-across-call satisfied
#include <chrono>
#include <functional>
#include <mutex>

class FeatureStore {
 public:
  explicit FeatureStore(std::function<double(int)> remote) : remote_(std::move(remote)) {}

  double feature(int id) {
    if (isResting()) {
      wentWrong();
      return 0.5;
    }
    double value = 0.5;
    try {
      value = remote_(id);
    } catch (...) {
      wentWrong();
      return 0.5;
    }
    wentWell();
    return value;
  }

  bool isResting() const {
    if (mode_ == 1 && std::chrono::steady_clock::now() - since_ > std::chrono::seconds(8)) {
      auto* self = const_cast<FeatureStore*>(this);
      self->mode_ = 2;
      self->well_ = 0;
    }
    return mode_ == 1;
  }

 private:
  void wentWell() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (mode_ == 2) {
      if (++well_ >= 3) mode_ = 0;
    } else {
      wrong_ = 0;
    }
  }
  void wentWrong() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (mode_ != 0) return;
    if (++wrong_ < 6) return;
    mode_ = 1;
    wrong_ = 0;
    since_ = std::chrono::steady_clock::now();
  }
  std::function<double(int)> remote_;
  std::mutex mutex_;
  int mode_{0};
  int well_{};
  int wrong_{};
  std::chrono::steady_clock::time_point since_;
};
// mutant cb-clock violated: std::chrono::steady_clock =>* std::chrono::system_clock
// mutant cb-open-period violated: if (mode_ == 1 && std::chrono::steady_clock::now() - since_ > std::chrono::seconds(8)) { => if (wrong_ > 99) {
