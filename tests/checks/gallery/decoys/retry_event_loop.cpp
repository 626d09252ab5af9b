// A service's loop: every turn handles another event, and an exception ends none.
// label: rt-role none
#include <atomic>
#include <chrono>
#include <deque>
#include <exception>
#include <functional>
#include <iostream>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

class EventLoop {
 public:
  void post(std::function<void()> task) {
    const std::lock_guard<std::mutex> lock(mutex_);
    tasks_.push_back(std::move(task));
  }

  void run() {
    while (!stopped_) {
      auto task = take();
      if (!task) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        continue;
      }
      try {
        (*task)();
      } catch (const std::exception& e) {
        std::cerr << "task failed: " << e.what() << '\n';
      }
    }
  }

  void stop() { stopped_ = true; }

 private:
  std::optional<std::function<void()>> take() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (tasks_.empty()) return std::nullopt;
    auto task = std::move(tasks_.front());
    tasks_.pop_front();
    return task;
  }

  std::mutex mutex_;
  std::deque<std::function<void()>> tasks_;
  std::atomic<bool> stopped_{false};
};
