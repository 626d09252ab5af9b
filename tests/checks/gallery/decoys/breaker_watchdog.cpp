// label: cb-role none
#include <chrono>

// Counts missed beats of a worker and calls it dead.
class Watchdog {
 public:
  void beat() {
    last_ = std::chrono::steady_clock::now();
    missed_ = 0;
    dead_ = false;
  }
  bool tick() {
    if (std::chrono::steady_clock::now() - last_ > std::chrono::seconds(1)) {
      ++missed_;
      last_ = std::chrono::steady_clock::now();
    }
    if (missed_ >= 3) dead_ = true;
    return !dead_;
  }

 private:
  std::chrono::steady_clock::time_point last_{};
  int missed_ = 0;
  bool dead_ = false;
};
