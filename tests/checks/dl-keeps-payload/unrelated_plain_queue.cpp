// expect: dl-keeps-payload inconclusive
#include <deque>
#include <functional>
#include <string>

// A queue whose failures go back to the caller.
class Worker {
 public:
  explicit Worker(std::function<bool(const std::string&)> handle) : handle_(std::move(handle)) {}
  void submit(std::string text) { queue_.push_back(std::move(text)); }
  bool step() {
    if (queue_.empty()) return true;
    auto text = std::move(queue_.front());
    queue_.pop_front();
    return handle_(text);
  }

 private:
  std::function<bool(const std::string&)> handle_;
  std::deque<std::string> queue_;
};
