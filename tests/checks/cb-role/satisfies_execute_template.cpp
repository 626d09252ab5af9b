// expect: cb-role satisfied
// expect: cb-clock satisfied
// expect: cb-lock-across-call satisfied
#include <broker.hpp>

#include <mutex>

struct RealTime {
  using time_point = std::chrono::steady_clock::time_point;
  static time_point now() { return std::chrono::steady_clock::now(); }
};

template <typename Clock>
class Fuse {
 public:
  template <typename F>
  Answer run(F&& f) {
    {
      std::unique_lock lock(mutex_);
      if (blown_ && Clock::now() < again_) return {Status::failed, ""};
    }
    Answer answer = f();
    note(answer.status == Status::ok);
    return answer;
  }

 private:
  void note(bool good) {
    std::unique_lock lock(mutex_);
    if (good) {
      blown_ = false;
      count_ = 0;
      return;
    }
    if (++count_ < 3) return;
    blown_ = true;
    again_ = Clock::now() + std::chrono::milliseconds(500);
  }
  std::mutex mutex_;
  bool blown_ = false;
  int count_ = 0;
  typename Clock::time_point again_{};
};

class Sender {
 public:
  explicit Sender(Broker& broker) : broker_(broker) {}
  Answer send(const Letter& letter) {
    return fuse_.run([&] { return broker_.send(letter); });
  }

 private:
  Broker& broker_;
  Fuse<RealTime> fuse_;
};
