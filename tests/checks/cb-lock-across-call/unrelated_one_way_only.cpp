// expect: cb-lock-across-call inconclusive
#include <broker.hpp>

#include <condition_variable>
#include <mutex>
#include <shared_mutex>

class Guarded {
 public:
  Guarded(Broker& broker, Clocks& clocks) : broker_(broker), clocks_(clocks) {}
  Answer send(const Letter& letter) {
    std::unique_lock lock(mutex_);
    if (!allow()) return {Status::failed, ""};
    if (letter.text.empty()) lock.unlock();
    auto answer = broker_.send(letter);
    if (!lock) lock.lock();
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
  std::mutex mutex_;
  int failures_ = 0;
  std::chrono::steady_clock::time_point until_{};
};
