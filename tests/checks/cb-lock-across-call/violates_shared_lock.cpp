// expect: cb-lock-across-call violated
#include <broker.hpp>

#include <condition_variable>
#include <mutex>
#include <shared_mutex>

class Guarded {
 public:
  Guarded(Broker& broker, Clocks& clocks) : broker_(broker), clocks_(clocks) {}
  Answer send(const Letter& letter) {
    std::shared_lock lesen(mutex_);
    if (!allow()) return {Status::failed, ""};
    auto answer = broker_.send(letter);
    lesen.unlock();
    std::unique_lock schreiben(mutex_);
    record(answer.status == Status::ok);
    return answer;
  }

 private:
  bool allow() { return failures_ < 3 || clocks_.steady() >= until_; }
  void record(bool good) {
    if (good) {
      failures_ = 0;
    } else if (++failures_ >= 3) {
      until_ = clocks_.steady() + std::chrono::seconds(1);
    }
  }
  Broker& broker_;
  Clocks& clocks_;
  std::shared_mutex mutex_;
  int failures_ = 0;
  std::chrono::steady_clock::time_point until_{};
};
