// expect: cb-clock satisfied
#include <broker.hpp>

using Uhr = std::chrono::steady_clock;

class Guarded {
 public:
  Guarded(Broker& broker, Clocks& clocks) : broker_(broker), clocks_(clocks) {}
  bool send(const Letter& letter) {
    if (open_) {
      if (Uhr::now() - since_ < std::chrono::seconds(5)) return false;  // expect: cb-clock satisfied
      open_ = false;
    }
    const auto answer = broker_.send(letter);
    if (answer.status == Status::ok) {
      failures_ = 0;
      return true;
    }
    if (++failures_ >= 3) {
      open_ = true;
      since_ = Uhr::now();
    }
    return false;
  }

 private:
  Broker& broker_;
  Clocks& clocks_;
  bool open_ = false;
  int failures_ = 0;
  Uhr::time_point since_{};
};
