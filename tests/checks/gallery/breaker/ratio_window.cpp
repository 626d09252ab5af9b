// The last calls are kept in a deque with their times; their failure ratio trips.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock satisfied
// label: cb-probe-limit satisfied
// label: cb-success-resets satisfied
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded satisfied
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes satisfied
// label: cb-fallback satisfied
// label: cb-rejections-not-counted violated
// label: cb-exceptions-recorded violated
// label: cb-lock-across-call satisfied
#include <algorithm>
#include <chrono>
#include <deque>
#include <functional>
#include <mutex>
#include <string>

namespace billing {

using Clock = std::chrono::steady_clock;

struct Outcome {
  Clock::time_point when;
  bool ok;
};

class TaxClient {
 public:
  explicit TaxClient(std::function<int(double, double&)> remote) : remote_(std::move(remote)) {}

  double tax(double amount) {
    double result = 0;
    if (!ready()) {
      record(false);
      return amount * 0.2;
    }
    const int status = remote_(amount, result);
    record(status == 0);
    return status == 0 ? result : amount * 0.2;
  }

 private:
  enum class Phase { normal, blocked, sampling };

  bool ready() {
    std::lock_guard lock(lock_);
    if (phase_ == Phase::blocked && Clock::now() - blocked_at_ > std::chrono::seconds(4)) {
      phase_ = Phase::sampling;
      samples_ = 0;
    }
    if (phase_ == Phase::sampling) return samples_++ < 3;
    return phase_ == Phase::normal;
  }

  void record(bool ok) {
    std::lock_guard lock(lock_);
    const auto now = Clock::now();
    if (phase_ == Phase::sampling) {
      if (ok)
        phase_ = Phase::normal;
      else
        block(now);
      return;
    }
    recent_.push_back({now, ok});
    while (!recent_.empty() && now - recent_.front().when > std::chrono::seconds(30)) recent_.pop_front();
    const auto bad = std::count_if(recent_.begin(), recent_.end(), [](const Outcome& o) { return !o.ok; });
    if (recent_.size() >= 10 && bad * 2 > static_cast<long>(recent_.size())) block(now);
  }

  void block(Clock::time_point now) {
    phase_ = Phase::blocked;
    blocked_at_ = now;
    recent_.clear();
  }

  std::function<int(double, double&)> remote_;
  std::mutex lock_;
  Phase phase_{Phase::normal};
  int samples_{};
  std::deque<Outcome> recent_;
  Clock::time_point blocked_at_;
};

}  // namespace billing
// mutant cb-clock violated: using Clock = std::chrono::steady_clock; => using Clock = std::chrono::system_clock;
// mutant cb-probe-limit violated: return samples_++ < 3; => return true;
