// A library: asked before a call and told after it; nobody uses it in these files.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock satisfied
// label: cb-probe-limit violated
// label: cb-success-resets violated
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded satisfied
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes satisfied
// label: cb-fallback none
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded none
// label: cb-lock-across-call none
#include <chrono>
#include <cstdint>
#include <mutex>

namespace net {

enum class LinkState : std::uint8_t { Healthy, Dead, Probing };

struct LinkConfig {
  std::uint32_t maxFailures = 8;
  std::uint32_t neededSuccesses = 2;
  std::chrono::seconds cooldown{30};
};

class LinkMonitor {
 public:
  explicit LinkMonitor(LinkConfig cfg = {}) : m_cfg(cfg) {}

  bool canSend() {
    std::unique_lock<std::mutex> guard(m_mutex);
    switch (m_state) {
      case LinkState::Healthy:
        return true;
      case LinkState::Dead:
        if (std::chrono::steady_clock::now() - m_deadSince >= m_cfg.cooldown) {
          m_state = LinkState::Probing;
          m_good = 0;
          return true;
        }
        return false;
      case LinkState::Probing:
        return true;
    }
    return false;
  }

  void sent() {
    std::unique_lock<std::mutex> guard(m_mutex);
    if (m_state == LinkState::Probing && ++m_good >= m_cfg.neededSuccesses) {
      m_state = LinkState::Healthy;
      m_bad = 0;
    }
  }

  void lost() {
    std::unique_lock<std::mutex> guard(m_mutex);
    m_bad++;
    if (m_state == LinkState::Probing) {
      die();
    } else if (m_state == LinkState::Healthy && m_bad >= m_cfg.maxFailures) {
      die();
    }
  }

  LinkState state() const {
    std::unique_lock<std::mutex> guard(m_mutex);
    return m_state;
  }

 private:
  void die() {
    m_state = LinkState::Dead;
    m_deadSince = std::chrono::steady_clock::now();
  }

  LinkConfig m_cfg;
  mutable std::mutex m_mutex;
  LinkState m_state = LinkState::Healthy;
  std::uint32_t m_bad = 0, m_good = 0;
  std::chrono::steady_clock::time_point m_deadSince{};
};

}  // namespace net
// mutant cb-clock violated: steady_clock =>* system_clock
// mutant cb-threshold violated: m_bad >= m_cfg.maxFailures => true
// mutant cb-open-period violated: if (std::chrono::steady_clock::now() - m_deadSince >= m_cfg.cooldown) { => if (m_bad == 0) {
// mutant cb-probe-failure-reopens violated: if (m_state == LinkState::Probing) { => if (m_state == LinkState::Dead) {
