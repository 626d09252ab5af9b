// expect: rt-permanent-errors inconclusive
#include <atomic>
#include <chrono>
#include <thread>

// A state is polled; nothing is invoked that could fail.
void wait_for(const std::atomic<bool>& ready) {
  while (!ready) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}
