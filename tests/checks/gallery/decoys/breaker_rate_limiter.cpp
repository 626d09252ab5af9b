// label: cb-role none
#include <chrono>
#include <mutex>

// So many requests a second, then nothing until the window is over.
class Limiter {
 public:
  bool allow() {
    std::lock_guard lock(m_);
    const auto now = std::chrono::steady_clock::now();
    if (blocked_ && now < until_) return false;
    if (now - start_ > std::chrono::seconds(1) || blocked_) {
      start_ = now;
      seen_ = 0;
      blocked_ = false;
    }
    if (++seen_ > 100) {
      blocked_ = true;
      until_ = now + std::chrono::seconds(5);
      return false;
    }
    return true;
  }

 private:
  std::mutex m_;
  bool blocked_ = false;
  int seen_ = 0;
  std::chrono::steady_clock::time_point start_{}, until_{};
};
