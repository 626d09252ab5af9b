// One word holds the mode and every step is a compare-and-swap.
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
// label: cb-fallback none
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded none
// label: cb-lock-across-call none
#include <atomic>
#include <chrono>
#include <cstdint>

namespace rt {

class Valve {
 public:
  Valve(std::uint32_t limit, std::chrono::nanoseconds rest) : limit_(limit), rest_(rest.count()) {}

  [[nodiscard]] bool enter() noexcept {
    auto seen = phase_.load(std::memory_order_acquire);
    if (seen == through) return true;
    if (seen == probing) return false;
    if (ticks() - shut_at_.load(std::memory_order_relaxed) < rest_) return false;
    return phase_.compare_exchange_strong(seen, probing, std::memory_order_acq_rel);
  }

  void leave_well() noexcept {
    misses_.store(0, std::memory_order_relaxed);
    auto expected = probing;
    phase_.compare_exchange_strong(expected, through);
  }

  void leave_badly() noexcept {
    auto expected = probing;
    if (phase_.load() == probing) {
      shut_at_.store(ticks());
      phase_.compare_exchange_strong(expected, shut);
      return;
    }
    if (misses_.fetch_add(1) + 1 < limit_) return;
    expected = through;
    shut_at_.store(ticks());
    phase_.compare_exchange_strong(expected, shut);
  }

 private:
  enum phase : std::uint8_t { through, shut, probing };
  static std::int64_t ticks() noexcept { return std::chrono::steady_clock::now().time_since_epoch().count(); }

  std::uint32_t limit_;
  std::int64_t rest_;
  std::atomic<phase> phase_{through};
  std::atomic<std::uint32_t> misses_{};
  std::atomic<std::int64_t> shut_at_{};
};

}  // namespace rt
// mutant cb-probe-limit violated: if (seen == probing) return false; => if (seen == probing) return true;
// mutant cb-success-resets violated: misses_.store(0, std::memory_order_relaxed); =>
// mutant cb-clock violated: std::chrono::steady_clock => std::chrono::system_clock
// mutant cb-transitions-guarded violated: return phase_.compare_exchange_strong(seen, probing, std::memory_order_acq_rel); => phase_.store(probing); return true;
