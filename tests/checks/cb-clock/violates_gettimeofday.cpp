// expect: cb-clock violated
#include <broker.hpp>
#include <sys/time.h>

namespace {
long long now_ms() {
  struct timeval t;
  gettimeofday(&t, nullptr);
  return t.tv_sec * 1000LL + t.tv_usec / 1000;
}
}  // namespace

class Guarded {
 public:
  Guarded(Broker& broker, Clocks& clocks) : broker_(broker), clocks_(clocks) {}
  bool send(const Letter& letter) {
    if (open_) {
      if (now_ms() < since_ + 5000) return false;  // expect: cb-clock violated
      open_ = false;
    }
    const auto answer = broker_.send(letter);
    if (answer.status == Status::ok) {
      failures_ = 0;
      return true;
    }
    if (++failures_ >= 3) {
      open_ = true;
      since_ = now_ms();
    }
    return false;
  }

 private:
  Broker& broker_;
  Clocks& clocks_;
  bool open_ = false;
  int failures_ = 0;
  long long since_{};
};
