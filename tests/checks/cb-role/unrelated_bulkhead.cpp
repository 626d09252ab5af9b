// A limit of concurrent calls guards the call, and is no breaker.
// expect: cb-role inconclusive
// expect: cb-lock-across-call inconclusive
#include <broker.hpp>

#include <mutex>

class Limited {
 public:
  explicit Limited(Broker& broker) : broker_(broker) {}
  Answer send(const Letter& letter) {
    {
      std::lock_guard lock(mutex_);
      if (inside_ >= 4) return {Status::failed, ""};
      ++inside_;
    }
    auto answer = broker_.send(letter);
    std::lock_guard lock(mutex_);
    --inside_;
    return answer;
  }

 private:
  Broker& broker_;
  std::mutex mutex_;
  int inside_ = 0;
};
