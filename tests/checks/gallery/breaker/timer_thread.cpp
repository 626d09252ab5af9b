// A thread of its own ends the rest: it sleeps, then lets one call try.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock none
// label: cb-probe-limit satisfied
// label: cb-success-resets satisfied
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded satisfied
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes satisfied
// label: cb-fallback satisfied
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded violated
// label: cb-lock-across-call violated
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

struct Quote {
  bool valid = false;
  double price = 0;
};

class QuoteFeed {
 public:
  virtual ~QuoteFeed() = default;
  virtual Quote latest(int instrument) = 0;
};

class SafeFeed {
 public:
  explicit SafeFeed(QuoteFeed& feed) : feed_(feed), ticker_([this] { tick(); }) {}
  ~SafeFeed() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    ticker_.join();
  }

  Quote latest(int instrument) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (light_ == Light::red || (light_ == Light::yellow && trial_out_)) return stale_;
    if (light_ == Light::yellow) trial_out_ = true;
    const Quote quote = feed_.latest(instrument);
    if (quote.valid) {
      stale_ = quote;
      misses_ = 0;
      light_ = Light::green;
    } else if (light_ == Light::yellow || ++misses_ > 3) {
      light_ = Light::red;
      wake_.notify_all();
    }
    return quote.valid ? quote : stale_;
  }

 private:
  enum class Light { green, yellow, red };

  void tick() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stop_) {
      wake_.wait(lock, [this] { return stop_ || light_ == Light::red; });
      if (stop_) return;
      wake_.wait_for(lock, std::chrono::seconds(5), [this] { return stop_; });
      light_ = Light::yellow;
      trial_out_ = false;
    }
  }

  QuoteFeed& feed_;
  std::mutex mutex_;
  std::condition_variable wake_;
  Light light_{Light::green};
  bool trial_out_{false};
  bool stop_{false};
  int misses_{};
  Quote stale_;
  std::thread ticker_;
};
// mutant cb-success-resets violated: misses_ = 0; =>
// mutant cb-probe-success-closes violated: light_ = Light::green; =>
// mutant cb-probe-limit violated: || (light_ == Light::yellow && trial_out_) =>
