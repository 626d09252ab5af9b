// label: cb-role none
#include <chrono>
#include <mutex>

// Three losing trades in a row halt the desk for an hour. Losses are money, no failed calls.
class RiskDesk {
 public:
  bool may_trade() {
    std::lock_guard lock(m_);
    if (halted_ && std::chrono::system_clock::now() >= resume_) {
      halted_ = false;
      losing_ = 0;
    }
    return !halted_;
  }
  void on_fill(double profit) {
    std::lock_guard lock(m_);
    total_ += profit;
    if (profit < 0) {
      if (++losing_ >= 3) {
        halted_ = true;
        resume_ = std::chrono::system_clock::now() + std::chrono::hours(1);
      }
    } else {
      losing_ = 0;
    }
  }

 private:
  std::mutex m_;
  bool halted_ = false;
  int losing_ = 0;
  double total_ = 0;
  std::chrono::system_clock::time_point resume_{};
};
