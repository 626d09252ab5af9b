// expect: cb-clock violated
#include <broker.hpp>

template <typename Clock>
struct Watch {
  static long long read() {
    auto span = Clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(span).count();
  }
};

class Guarded {
 public:
  Guarded(Broker& broker, Clocks& clocks) : broker_(broker), clocks_(clocks) {}
  bool send(const Letter& letter) {
    if (open_) {
      if (Watch<std::chrono::system_clock>::read() - since_ < 5) return false;  // expect: cb-clock violated
      open_ = false;
    }
    const auto answer = broker_.send(letter);
    if (answer.status == Status::ok) {
      failures_ = 0;
      return true;
    }
    if (++failures_ >= 3) {
      open_ = true;
      since_ = Watch<std::chrono::system_clock>::read();
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
