// A function of the submission's fills a timespec that it is given by reference.
// expect: cb-role satisfied
// expect: cb-clock violated
#include <broker.hpp>

#include <ctime>

static void read_now(timespec& now) { clock_gettime(CLOCK_REALTIME, &now); }

struct Sender {
  Broker& broker;
  int misses = 0;
  bool open = false;
  timespec again{};

  Answer send(const Letter& letter) {
    if (open) {
      timespec now;
      read_now(now);
      if (now.tv_sec < again.tv_sec) return {};  // expect: cb-clock violated
    }
    auto answer = broker.send(letter);
    if (answer.status == Status::ok) {
      misses = 0;
      open = false;
    } else if (++misses >= 3) {
      read_now(again);
      again.tv_sec += 5;
      open = true;
    }
    return answer;
  }
};
