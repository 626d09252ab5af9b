// label: cb-role none
#include <functional>
#include <mutex>

// Probes actively; what it finds is read by a load balancer elsewhere.
class HealthCheck {
 public:
  explicit HealthCheck(std::function<bool()> probe) : probe_(std::move(probe)) {}
  void round() {
    const bool up = probe_();
    std::lock_guard lock(m_);
    if (up) {
      bad_ = 0;
      if (++good_ >= 2) healthy_ = true;
    } else {
      good_ = 0;
      if (++bad_ >= 3) healthy_ = false;
    }
  }
  bool healthy() const {
    std::lock_guard lock(m_);
    return healthy_;
  }

 private:
  std::function<bool()> probe_;
  mutable std::mutex m_;
  bool healthy_ = true;
  int good_ = 0, bad_ = 0;
};
