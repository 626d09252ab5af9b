// Atomics only; each is fine, together they race. The refusal feeds the failure count.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock violated
// label: cb-probe-limit violated
// label: cb-success-resets satisfied
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded violated
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes satisfied
// label: cb-fallback violated
// label: cb-rejections-not-counted violated
// label: cb-exceptions-recorded satisfied
// label: cb-lock-across-call satisfied
#include <atomic>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

class Upstream {
 public:
  virtual ~Upstream() = default;
  virtual std::string get(const std::string& path) = 0;
};

class Fuse {
 public:
  enum State : int { kClosed = 0, kOpen = 1, kHalf = 2 };

  bool Pass() {
    const int s = state_.load();
    if (s == kOpen) {
      if (Now() < until_ms_.load()) return false;
      state_.store(kHalf);
    }
    return true;
  }
  void Good() {
    failures_.store(0);
    state_.store(kClosed);
  }
  void Bad() {
    const int n = failures_.fetch_add(1) + 1;
    if (state_.load() == kHalf || n >= 5) {
      until_ms_.store(Now() + 3000);
      state_.store(kOpen);
    }
  }

 private:
  static std::int64_t Now() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  }
  std::atomic<int> state_{kClosed};
  std::atomic<int> failures_{0};
  std::atomic<std::int64_t> until_ms_{0};
};

class Gateway {
 public:
  explicit Gateway(Upstream& up) : up_(up) {}

  std::string Fetch(const std::string& path) {
    if (!fuse_.Pass()) {
      fuse_.Bad();
      throw std::runtime_error("upstream is resting");
    }
    try {
      auto body = up_.get(path);
      fuse_.Good();
      return body;
    } catch (...) {
      fuse_.Bad();
      throw;
    }
  }

  void Warm(const std::vector<std::string>& paths) {
    std::vector<std::thread> crew;
    for (const auto& p : paths) crew.emplace_back([this, p] { Fetch(p); });
    for (auto& t : crew) t.join();
  }

 private:
  Upstream& up_;
  Fuse fuse_;
};
// mutant cb-success-resets violated: failures_.store(0); =>
// mutant cb-threshold violated:  || n >= 5 =>  || n >= 0
// mutant cb-probe-failure-reopens violated: state_.load() == kHalf || n >= 5 => state_.load() == kClosed && n >= 5
// mutant cb-probe-success-closes violated: state_.store(kClosed); =>
