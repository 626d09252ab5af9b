// expect: cb-lock-across-call violated
#include <broker.hpp>

#include <condition_variable>
#include <mutex>
#include <shared_mutex>

#include <pthread.h>

class Guarded {
 public:
  Guarded(Broker& broker, Clocks& clocks) : broker_(broker), clocks_(clocks) {}
  Answer send(const Letter& letter) {
    pthread_mutex_lock(&mutex_);  // expect: cb-lock-across-call violated
    if (!allow()) {
      pthread_mutex_unlock(&mutex_);
      return {Status::failed, ""};
    }
    auto answer = broker_.send(letter);
    record(answer.status == Status::ok);
    pthread_mutex_unlock(&mutex_);
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
  pthread_mutex_t mutex_;
  int failures_ = 0;
  std::chrono::steady_clock::time_point until_{};
};
