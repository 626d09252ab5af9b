// The count of attempts starts again with every error, so that it bounds nothing.
// label: rt-role satisfied
// label: rt-bound violated
// label: rt-growth violated
// label: rt-cap none
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping satisfied
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <thread>

class Replica {
 public:
  virtual ~Replica() = default;
  virtual void apply(const std::string& change) = 0;
  virtual void reopen() = 0;
};

void replicate(Replica& replica, const std::string& change) {
  constexpr int limit = 10;
  int attempts = 0;
  bool done = false;
  while (!done && attempts < limit) {
    try {
      replica.apply(change);
      done = true;
    } catch (const std::exception& error) {
      attempts = 0;
      std::fprintf(stderr, "%s, once more\n", error.what());
      replica.reopen();
      std::this_thread::sleep_for(std::chrono::milliseconds(250));
      ++attempts;
    }
  }
}

// mutant rt-stops-on-success violated: while (!done && attempts < limit) { => while (attempts < limit) {
