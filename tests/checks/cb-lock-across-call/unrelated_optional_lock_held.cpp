// A lock object that may be there, and is.
// expect: cb-role satisfied
// expect: cb-lock-across-call inconclusive
#include <broker.hpp>

#include <mutex>
#include <optional>

struct Sender {
  Broker& broker;
  std::mutex mutex;
  int misses = 0;
  std::chrono::steady_clock::time_point again{};

  Answer send(const Letter& letter) {
    std::optional<std::unique_lock<std::mutex>> lock;
    lock.emplace(mutex);
    if (std::chrono::steady_clock::now() < again) return {};
    auto answer = broker.send(letter);
    if (answer.status == Status::ok)
      misses = 0;
    else if (++misses >= 3)
      again = std::chrono::steady_clock::now() + std::chrono::seconds(1);
    return answer;
  }
};
