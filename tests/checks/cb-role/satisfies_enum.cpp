// expect: cb-role satisfied
// expect: cb-clock satisfied
// expect: cb-lock-across-call satisfied
#include <broker.hpp>

#include <mutex>

class Guarded {
 public:
  Guarded(Broker& broker, Clocks& clocks) : broker_(broker), clocks_(clocks) {}

  Answer send(const Letter& letter) {
    if (!allow()) return {Status::failed, ""};
    Answer answer = broker_.send(letter);  // expect: cb-role satisfied
    if (answer.status == Status::ok)
      succeeded();
    else
      failed();
    return answer;
  }

 private:
  enum class Mode { closed, open, half_open };

  bool allow() {
    std::lock_guard lock(mutex_);
    if (mode_ != Mode::open) return true;
    if (clocks_.steady() - opened_at_ < std::chrono::seconds(5)) return false;
    mode_ = Mode::half_open;
    return true;
  }
  void succeeded() {
    std::lock_guard lock(mutex_);
    failures_ = 0;
    mode_ = Mode::closed;
  }
  void failed() {
    std::lock_guard lock(mutex_);
    if (++failures_ >= 3 || mode_ == Mode::half_open) {
      mode_ = Mode::open;
      opened_at_ = clocks_.steady();
    }
  }

  Broker& broker_;
  Clocks& clocks_;
  std::mutex mutex_;
  Mode mode_ = Mode::closed;
  int failures_ = 0;
  std::chrono::steady_clock::time_point opened_at_{};
};
