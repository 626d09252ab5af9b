// expect: hy-sleep-under-lock satisfied
#include <chrono>
#include <mutex>
#include <thread>

std::mutex mutex;
int steps = 0;

void step() {
  std::unique_lock<std::mutex> lock(mutex);
  ++steps;
  lock.unlock();
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
}
