#pragma once

#include <mutex>
#include <string>
#include <utility>
#include <vector>

/// What happened, line by line, while it is switched on.
class Log {
 public:
  explicit Log(bool on = false) : on_(on) {}

  void line(std::string text) {
    if (!on_) return;
    const std::lock_guard lock(mutex_);
    lines_.push_back(std::move(text));
  }

 private:
  const bool on_;
  std::mutex mutex_;
  std::vector<std::string> lines_;
};
