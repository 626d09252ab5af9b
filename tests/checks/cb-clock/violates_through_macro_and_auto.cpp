// expect: cb-clock violated
#include <broker.hpp>

#define JETZT() \
  std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()

class Guarded {
 public:
  Guarded(Broker& broker, Clocks& clocks) : broker_(broker), clocks_(clocks) {}
  bool send(const Letter& letter) {
    if (open_) {
      if (elapsed() < 5000) return false;  // expect: cb-clock violated
      open_ = false;
    }
    const auto answer = broker_.send(letter);
    if (answer.status == Status::ok) {
      failures_ = 0;
      return true;
    }
    if (++failures_ >= 3) {
      open_ = true;
      since_ = JETZT();
    }
    return false;
  }

 private:
  long long elapsed() const {
    const auto jetzt = JETZT();
    return jetzt - since_;
  }
  Broker& broker_;
  Clocks& clocks_;
  bool open_ = false;
  int failures_ = 0;
  long long since_{};
};
