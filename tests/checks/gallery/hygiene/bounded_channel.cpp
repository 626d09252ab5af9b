// label: hy-unbounded-queue satisfied
// label: hy-swallowed-exceptions none
// label: hy-detached-threads none
// label: hy-sleep-under-lock none
// label: hy-raw-ownership none
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

template <typename T>
class Channel {
 public:
  explicit Channel(std::size_t capacity) : capacity_(capacity) {}

  void put(T value) {
    std::unique_lock lock(mutex_);
    space_.wait(lock, [this] { return items_.size() < capacity_ || closed_; });
    if (closed_) return;
    items_.push_back(std::move(value));
    filled_.notify_one();
  }

  std::optional<T> take() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return !items_.empty() || closed_; });
    if (items_.empty()) return std::nullopt;
    T value = std::move(items_.front());
    items_.pop_front();
    space_.notify_one();
    return value;
  }

  void close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    filled_.notify_all();
    space_.notify_all();
  }

 private:
  std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable space_, filled_;
  std::deque<T> items_;
  bool closed_ = false;
};

int sum(Channel<int>& channel) {
  int total = 0;
  while (auto value = channel.take()) total += *value;
  return total;
}

void feed(Channel<int>& channel) {
  for (int i = 0; i < 100; ++i) channel.put(i);
  channel.close();
}

// mutant hy-unbounded-queue violated: space_.wait(lock, [this] { return items_.size() < capacity_ || closed_; }); =>
