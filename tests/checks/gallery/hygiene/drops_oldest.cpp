// label: hy-unbounded-queue satisfied
// label: hy-swallowed-exceptions violated
// label: hy-detached-threads violated
// label: hy-sleep-under-lock violated
// label: hy-raw-ownership none
#include <chrono>
#include <condition_variable>
#include <exception>
#include <list>
#include <mutex>
#include <string>
#include <thread>

class Telemetry {
 public:
  virtual ~Telemetry() = default;
  void record(std::string line) {
    std::unique_lock<std::mutex> guard(mutex_);
    if (lines_.size() >= limit_) lines_.pop_front();
    lines_.push_back(std::move(line));
    guard.unlock();
    wake_.notify_one();
  }

  void begin() {
    std::thread pump(&Telemetry::pump, this);
    pump.detach();
  }

 protected:
  virtual void upload(const std::string& line) = 0;

 private:
  void pump() {
    for (;;) {
      std::unique_lock<std::mutex> guard(mutex_);
      wake_.wait(guard, [this] { return !lines_.empty(); });
      try {
        upload(lines_.front());
      } catch (const std::exception&) {
      }
      lines_.pop_front();
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::list<std::string> lines_;
  std::size_t limit_ = 500;
};

// mutant hy-unbounded-queue violated: if (lines_.size() >= limit_) lines_.pop_front(); =>
