// How much later than it should this machine lets a thread run, while a scenario runs in
// real time.
#pragma once

#include <atomic>
#include <thread>

#include "support/words.hpp"

namespace judge {

/// A thread that wakes every few milliseconds and sees how late it is.
class NoiseMeter {
 public:
  NoiseMeter();

  /// The latest that it was.
  [[nodiscard]] Duration worst() const { return Duration(worst_); }

 private:
  std::atomic<Duration::rep> worst_ = 0;
  std::jthread thread_;
};

}  // namespace judge
