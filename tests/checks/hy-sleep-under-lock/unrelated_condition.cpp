// expect: hy-sleep-under-lock inconclusive
#include <chrono>
#include <condition_variable>
#include <mutex>

std::mutex mutex;
std::condition_variable changed;

bool wait() {
  std::unique_lock<std::mutex> lock(mutex);
  return changed.wait_for(lock, std::chrono::seconds(1)) == std::cv_status::no_timeout;
}
