// label: hy-swallowed-exceptions satisfied
// label: hy-detached-threads satisfied
// label: hy-unbounded-queue none
// label: hy-sleep-under-lock none
// label: hy-raw-ownership satisfied
#include <array>
#include <condition_variable>
#include <cstddef>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

// A ring: the oldest entry is overwritten.
class Ring {
 public:
  void push(std::string entry) {
    std::lock_guard<std::mutex> lock(mutex_);
    entries_[next_ % entries_.size()] = std::move(entry);
    ++next_;
    changed_.notify_one();
  }
  std::optional<std::string> pop() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return read_ < next_ || over_; });
    if (read_ == next_) return std::nullopt;
    return std::move(entries_[read_++ % entries_.size()]);
  }
  void finish() {
    std::lock_guard<std::mutex> lock(mutex_);
    over_ = true;
    changed_.notify_all();
  }

 private:
  std::array<std::string, 64> entries_;
  std::size_t next_ = 0, read_ = 0;
  bool over_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
};

int number_or(const std::string& text, int other) {
  try {
    return std::stoi(text);
  } catch (const std::invalid_argument&) {
    return other;
  }
}

int main() {
  auto ring = std::make_unique<Ring>();
  std::jthread reader([&] {
    while (auto entry = ring->pop()) {
      try {
        std::cout << number_or(*entry, 0) << '\n';
      } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
      }
    }
  });
  ring->push("17");
  ring->finish();
  return 0;
}

// mutant hy-swallowed-exceptions violated: std::cerr << e.what() << '\n'; =>
