// Refused callers are held up until the pause is over, so nothing fails fast. Any failure trips.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold violated
// label: cb-open-period satisfied
// label: cb-clock satisfied
// label: cb-probe-limit violated
// label: cb-success-resets none
// label: cb-fail-fast violated
// label: cb-transitions-guarded satisfied
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes violated
// label: cb-fallback violated
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded satisfied
// label: cb-lock-across-call satisfied
#include <chrono>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>

class BackendLine {
 public:
  explicit BackendLine(std::function<bool(int)> backend) : backend_(std::move(backend)) {}

  bool push(int job) {
    bool resting = false;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      resting = line_ == Line::cut;
    }
    if (resting) {
      std::this_thread::sleep_for(std::chrono::seconds(1));
      std::lock_guard<std::mutex> lock(mutex_);
      if (std::chrono::steady_clock::now() - cut_ < std::chrono::seconds(5)) throw std::runtime_error("line is cut");
      line_ = Line::tried;
    }
    bool done = false;
    try {
      done = backend_(job);
    } catch (...) {
      snap();
      throw;
    }
    if (!done) snap();
    return done;
  }

 private:
  enum class Line { whole, cut, tried };
  void snap() {
    std::lock_guard<std::mutex> lock(mutex_);
    line_ = Line::cut;
    cut_ = std::chrono::steady_clock::now();
  }
  std::function<bool(int)> backend_;
  std::mutex mutex_;
  Line line_{Line::whole};
  std::chrono::steady_clock::time_point cut_;
};

bool twice(BackendLine& line, int job) { return line.push(job) && line.push(job); }
// mutant cb-clock violated: std::chrono::steady_clock =>* std::chrono::system_clock
