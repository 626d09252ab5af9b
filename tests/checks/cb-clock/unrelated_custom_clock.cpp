// expect: cb-clock inconclusive
#include <broker.hpp>

struct Odd {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<Odd>;
  static constexpr bool is_steady = false;
  static time_point now();
};

class Guarded {
 public:
  Guarded(Broker& broker, Clocks& clocks) : broker_(broker), clocks_(clocks) {}
  bool send(const Letter& letter) {
    if (open_) {
      if (Odd::now() - since_ < std::chrono::seconds(5)) return false;  // expect: cb-clock inconclusive
      open_ = false;
    }
    const auto answer = broker_.send(letter);
    if (answer.status == Status::ok) {
      failures_ = 0;
      return true;
    }
    if (++failures_ >= 3) {
      open_ = true;
      since_ = Odd::now();
    }
    return false;
  }

 private:
  Broker& broker_;
  Clocks& clocks_;
  bool open_ = false;
  int failures_ = 0;
  Odd::time_point since_{};
};
