// label: cb-role none
#include <algorithm>
#include <chrono>
#include <functional>
#include <stdexcept>

class Bucket {
 public:
  explicit Bucket(std::function<bool(int)> sink) : sink_(std::move(sink)) {}
  bool push(int item) {
    const auto now = std::chrono::steady_clock::now();
    tokens_ = std::min(10.0, tokens_ + std::chrono::duration<double>(now - last_).count() * 2.0);
    last_ = now;
    if (tokens_ < 1.0) throw std::runtime_error("too fast");
    tokens_ -= 1.0;
    return sink_(item);
  }

 private:
  std::function<bool(int)> sink_;
  double tokens_ = 10.0;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};
