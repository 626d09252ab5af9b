// pow() of an unbounded attempt, squeezed into an int.
// label: rt-role satisfied
// label: rt-bound violated
// label: rt-growth satisfied
// label: rt-cap violated
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow violated
// label: rt-no-lock-sleeping satisfied
#include <chrono>
#include <cmath>
#include <cstdint>
#include <string>
#include <thread>

class Uplink {
 public:
  virtual ~Uplink() {}
  virtual int push(const uint8_t* data, size_t size) = 0;
};

class Reporter {
 public:
  explicit Reporter(Uplink* uplink) : m_pUplink(uplink), m_nAttempt(0) {}

  void Report(const std::string& strLine) {
    m_nAttempt = 0;
    while (m_pUplink->push(reinterpret_cast<const uint8_t*>(strLine.data()), strLine.size()) != 0) {
      int nDelay = static_cast<int>(100 * std::pow(2, m_nAttempt));
      std::this_thread::sleep_for(std::chrono::milliseconds(nDelay));
      m_nAttempt++;
    }
  }

 private:
  Uplink* m_pUplink;
  int m_nAttempt;
};

// mutant rt-growth violated: std::pow(2, m_nAttempt) => 2
// mutant rt-growth violated: 100 * std::pow(2, m_nAttempt) => 100 + 50 * m_nAttempt
