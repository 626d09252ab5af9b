// The factors of a wait that never changes are no table of growing waits.
// expect: rt-growth violated
#include <chrono>
#include <thread>

struct Link {
  virtual ~Link() = default;
  virtual bool send(int value) = 0;
};

bool send(Link& link, int value) {
  for (int attempt = 0; attempt < 5; ++attempt) {
    if (link.send(value)) return true;
    const int wait = 100 * 2;
    std::this_thread::sleep_for(std::chrono::milliseconds(wait));
  }
  return false;
}
