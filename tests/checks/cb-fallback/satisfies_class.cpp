// expect: cb-fallback satisfied
#include <chrono>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>

class Desk {
 public:
  explicit Desk(std::function<std::string(int)> remote) : remote_(std::move(remote)) {}

  std::string ask(int question) {
    if (!enter()) return last_;
    try {
      last_ = remote_(question);
    } catch (...) {
      wrong();
      throw;
    }
    right();
    return last_;
  }

 private:
  bool enter() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (!resting_) return true;
    if (std::chrono::steady_clock::now() < until_) return false;
    resting_ = false;
    trying_ = true;
    return true;
  }
  void wrong() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (++wrong_ < 4 && !trying_) return;
    resting_ = true;
    trying_ = false;
    until_ = std::chrono::steady_clock::now() + std::chrono::seconds(3);
  }
  void right() {
    std::lock_guard<std::mutex> lock(mutex_);
    wrong_ = 0;
    trying_ = false;
  }

  std::function<std::string(int)> remote_;
  std::string last_ = "no answer yet";
  std::mutex mutex_;
  bool resting_ = false;
  bool trying_ = false;
  int wrong_ = 0;
  std::chrono::steady_clock::time_point until_{};
};

std::string both(Desk& desk) { return desk.ask(1) + desk.ask(2); }
