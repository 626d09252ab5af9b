// Compare and swap in loops, and a spin lock that backs off.
// label: rt-role none
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>

class Balance {
 public:
  bool take(std::int64_t amount) {
    std::int64_t have = value_.load(std::memory_order_acquire);
    do {
      if (have < amount) return false;
    } while (!value_.compare_exchange_weak(have, have - amount, std::memory_order_acq_rel));
    return true;
  }

 private:
  std::atomic<std::int64_t> value_{0};
};

class SpinLock {
 public:
  void lock() {
    int spins = 1;
    while (flag_.test_and_set(std::memory_order_acquire)) {
      for (int i = 0; i < spins; ++i) std::this_thread::yield();
      if (spins < 1024) spins <<= 1;
      if (spins == 1024) std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
  }
  void unlock() { flag_.clear(std::memory_order_release); }

 private:
  std::atomic_flag flag_ = ATOMIC_FLAG_INIT;
};
