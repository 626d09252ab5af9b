// The failures that count are those of the last ten seconds by the calendar; how long the
// breaker stays open is measured with a monotonic clock.
// expect: cb-role satisfied
// expect: cb-clock satisfied
#include <broker.hpp>

#include <deque>

struct Sender {
  Broker& broker;
  std::deque<std::chrono::system_clock::time_point> misses;
  bool open = false;
  std::chrono::steady_clock::time_point since{};

  Answer send(const Letter& letter) {
    if (open) {
      if (std::chrono::steady_clock::now() - since < std::chrono::seconds(1)) return {};
      open = false;
    }
    auto answer = broker.send(letter);
    if (answer.status == Status::ok) {
      misses.clear();
      return answer;
    }
    const auto now = std::chrono::system_clock::now();
    misses.push_back(now);
    while (!misses.empty() && now - misses.front() > std::chrono::seconds(10)) misses.pop_front();
    if (misses.size() >= 5) {
      open = true;
      since = std::chrono::steady_clock::now();
    }
    return answer;
  }
};
