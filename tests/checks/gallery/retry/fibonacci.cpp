// Waits that grow like Fibonacci's numbers, up to a limit.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter violated
// label: rt-permanent-errors satisfied
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping satisfied
#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <thread>

enum class Answer { accepted, overloaded, rejected };

class Pausen {
 public:
  std::chrono::milliseconds naechste() {
    const unsigned jetzt = vor_ + letzte_;
    vor_ = letzte_;
    letzte_ = std::min(jetzt, 4000u);
    return std::chrono::milliseconds(letzte_);
  }

 private:
  unsigned vor_ = 0;
  unsigned letzte_ = 25;
};

bool bestellen(const std::function<Answer(const std::string&)>& laden, const std::string& ware) {
  Pausen pausen;
  unsigned versuche = 0;
  do {
    switch (laden(ware)) {
      case Answer::accepted: return true;
      case Answer::rejected: return false;
      case Answer::overloaded: break;
    }
    std::this_thread::sleep_for(pausen.naechste());
  } while (++versuche < 9);
  return false;
}

// mutant rt-growth violated: vor_ + letzte_; => letzte_ + 25;
// mutant rt-bound violated: ++versuche < 9 => true
// mutant rt-permanent-errors violated: case Answer::rejected: return false; => case Answer::rejected: break;
