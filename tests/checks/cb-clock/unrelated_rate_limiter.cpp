// expect: cb-clock inconclusive
#include <broker.hpp>

class Limited {
 public:
  Limited(Broker& broker, Clocks& clocks) : broker_(broker), clocks_(clocks) {}
  Answer send(const Letter& letter) {
    Answer answer;
    for (int attempt = 0; attempt < 3; ++attempt) {
      if (tokens_ == 0) {
        if (clocks_.calendar() - filled_at_ < std::chrono::seconds(1)) return {Status::failed, ""};
        tokens_ = 10;
        filled_at_ = clocks_.calendar();
      }
      --tokens_;
      answer = broker_.send(letter);
      if (answer.status == Status::ok) break;
    }
    return answer;
  }

 private:
  Broker& broker_;
  Clocks& clocks_;
  int tokens_ = 10;
  std::chrono::system_clock::time_point filled_at_{};
};
