// label: hy-swallowed-exceptions satisfied
// label: hy-detached-threads violated
// label: hy-sleep-under-lock satisfied
// label: hy-unbounded-queue none
// label: hy-raw-ownership none
#include <atomic>
#include <chrono>
#include <exception>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

class Handler {
 public:
  virtual ~Handler() = default;
  virtual void handle(const std::string& message) = 0;
};

class Dispatcher {
 public:
  explicit Dispatcher(std::unique_ptr<Handler> handler) : handler_(std::move(handler)) {}
  ~Dispatcher() {
    try {
      flush();
    } catch (...) {
    }
  }

  void start() {
    std::thread([this] {
      for (;;) {
        flush();
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
      }
    }).detach();
  }

  void dispatch(const std::string& message) {
    try {
      handler_->handle(message);
    } catch (const std::exception& e) {
      ++failures_;
    }
  }

  void flush() {
    std::lock_guard<std::mutex> lock(mutex_);
    std::cout << failures_.load() << '\n';
  }

 private:
  std::unique_ptr<Handler> handler_;
  std::mutex mutex_;
  std::atomic<int> failures_{0};
};

std::unique_ptr<Dispatcher> make(Handler* raw) {
  return std::make_unique<Dispatcher>(std::unique_ptr<Handler>(raw));
}

// mutant hy-swallowed-exceptions violated: ++failures_; =>
// mutant hy-detached-threads satisfied: }).detach(); => }).join();
