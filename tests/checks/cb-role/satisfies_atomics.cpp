// expect: cb-role satisfied
// expect: cb-clock satisfied
// expect: cb-lock-across-call satisfied
#include <broker.hpp>

#include <atomic>
#include <cstdint>

class LockFree {
 public:
  LockFree(Broker& broker, Clocks& clocks) : broker_(broker), clocks_(clocks) {}

  Answer send(const Letter& letter) {
    int mode = mode_.load(std::memory_order_acquire);
    if (mode == 1) {
      if (now() < until_.load()) return {Status::failed, ""};
      int expected = 1;
      if (!mode_.compare_exchange_strong(expected, 2)) return {Status::failed, ""};
    }
    auto answer = broker_.send(letter);
    if (answer.status != Status::ok) {
      if (failures_.fetch_add(1) + 1 >= 3) {
        until_.store(now() + 1'000'000'000);
        mode_.store(1, std::memory_order_release);
      }
    } else {
      failures_.store(0);
      mode_.store(0);
    }
    return answer;
  }

 private:
  std::int64_t now() const { return clocks_.steady().time_since_epoch().count(); }
  Broker& broker_;
  Clocks& clocks_;
  std::atomic<int> mode_{0};
  std::atomic<int> failures_{0};
  std::atomic<std::int64_t> until_{0};
};
