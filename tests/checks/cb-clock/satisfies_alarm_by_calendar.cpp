// Calendar times beside the breaker: an alarm's repetition and a note of the last failure.
// expect: cb-clock satisfied
#include <broker.hpp>
#include <mutex>
class W {
  Broker& b;
  Clocks& c;
  std::mutex m;
  int fails = 0;
  std::chrono::steady_clock::time_point until;
  std::chrono::system_clock::time_point last_failure;
  std::chrono::system_clock::time_point alarmed;

 public:
  W(Broker& x, Clocks& y) : b(x), c(y) {}
  Answer send(const Letter& l) {
    {
      std::lock_guard g(m);
      if (fails >= 3 && c.steady() < until) {
        if (c.calendar() - alarmed > std::chrono::minutes(1)) {
          alarmed = c.calendar();
        }
        return {Status::failed, ""};
      }
    }
    Answer a = b.send(l);
    std::lock_guard g(m);
    if (a.status == Status::ok)
      fails = 0;
    else {
      last_failure = c.calendar();
      if (++fails >= 3) {
        until = c.steady() + std::chrono::seconds(1);
      }
    }
    return a;
  }
};
