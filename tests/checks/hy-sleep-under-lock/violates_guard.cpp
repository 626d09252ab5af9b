// expect: hy-sleep-under-lock violated
#include <chrono>
#include <mutex>
#include <thread>

std::mutex mutex;

void step() {
  const std::lock_guard<std::mutex> lock(mutex);
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
}
