// An object that is given the lock lets go of it for as long as it lives; nobody is accused.
// expect: cb-role satisfied
// expect: cb-lock-across-call inconclusive
#include <broker.hpp>

#include <mutex>

struct Released {
  explicit Released(std::unique_lock<std::mutex>& lock) : lock(lock) { lock.unlock(); }
  ~Released() { lock.lock(); }
  std::unique_lock<std::mutex>& lock;
};

struct Sender {
  Broker& broker;
  std::mutex mutex;
  int misses = 0;
  std::chrono::steady_clock::time_point again{};

  Answer send(const Letter& letter) {
    std::unique_lock lock(mutex);
    if (std::chrono::steady_clock::now() < again) return {};
    Answer answer;
    {
      Released released(lock);
      answer = broker.send(letter);
    }
    if (answer.status == Status::ok)
      misses = 0;
    else if (++misses >= 3)
      again = std::chrono::steady_clock::now() + std::chrono::seconds(1);
    return answer;
  }
};
