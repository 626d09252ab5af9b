// expect: cb-clock satisfied
#include <broker.hpp>
#include <time.h>

static long seconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec;
}

class Guarded {
 public:
  Guarded(Broker& broker, Clocks& clocks) : broker_(broker), clocks_(clocks) {}
  bool send(const Letter& letter) {
    if (open_) {
      if (seconds() - since_ < 5) return false;  // expect: cb-clock satisfied
      open_ = false;
    }
    const auto answer = broker_.send(letter);
    if (answer.status == Status::ok) {
      failures_ = 0;
      return true;
    }
    if (++failures_ >= 3) {
      open_ = true;
      since_ = seconds();
    }
    return false;
  }

 private:
  Broker& broker_;
  Clocks& clocks_;
  bool open_ = false;
  int failures_ = 0;
  long since_{};
};
