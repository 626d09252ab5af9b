// expect: cb-clock violated
#include <broker.hpp>

// With libstdc++ this is another name of system_clock.
using Tick = std::chrono::high_resolution_clock;

class Guarded {
 public:
  Guarded(Broker& broker, Clocks& clocks) : broker_(broker), clocks_(clocks) {}
  bool send(const Letter& letter) {
    if (open_) {
      if (Tick::now() - since_ < std::chrono::seconds(5)) return false;  // expect: cb-clock violated
      open_ = false;
    }
    const auto answer = broker_.send(letter);
    if (answer.status == Status::ok) {
      failures_ = 0;
      return true;
    }
    if (++failures_ >= 3) {
      open_ = true;
      since_ = Tick::now();
    }
    return false;
  }

 private:
  Broker& broker_;
  Clocks& clocks_;
  bool open_ = false;
  int failures_ = 0;
  Tick::time_point since_{};
};
