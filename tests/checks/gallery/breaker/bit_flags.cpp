// Modes as bits of one word; a trial that fails is only counted.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock satisfied
// label: cb-probe-limit satisfied
// label: cb-success-resets violated
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded satisfied
// label: cb-probe-failure-reopens violated
// label: cb-probe-success-closes satisfied
// label: cb-fallback none
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded none
// label: cb-lock-across-call none
#include <chrono>
#include <cstdint>
#include <mutex>

class PortLatch {
 public:
  static constexpr std::uint8_t kTripped = 1u << 0;
  static constexpr std::uint8_t kTrial = 1u << 1;

  bool request() {
    std::lock_guard<std::mutex> l(m_);
    if (flags_ & kTripped) {
      if (std::chrono::steady_clock::now() - t_ < std::chrono::seconds(2)) return false;
      flags_ &= static_cast<std::uint8_t>(~kTripped);
      flags_ |= kTrial;
      return true;
    }
    return !(flags_ & kTrial);
  }

  void result(bool ok) {
    std::lock_guard<std::mutex> l(m_);
    if (ok) {
      if (flags_ & kTrial) {
        flags_ = 0;
        n_ = 0;
      }
      return;
    }
    ++n_;
    if (!(flags_ & kTrial) && n_ > 12) {
      flags_ |= kTripped;
      t_ = std::chrono::steady_clock::now();
    }
  }

 private:
  std::mutex m_;
  std::uint8_t flags_{0};
  unsigned n_{};
  std::chrono::steady_clock::time_point t_;
};
// mutant cb-clock violated: std::chrono::steady_clock =>* std::chrono::system_clock
// mutant cb-open-period violated: if (std::chrono::steady_clock::now() - t_ < std::chrono::seconds(2)) return false; => return false;
// mutant cb-threshold violated: && n_ > 12 => && n_ > 0
