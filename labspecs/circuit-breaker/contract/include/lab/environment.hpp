// Everything outside the publisher. Time, sleep, randomness and the downstream come from
// here and from nowhere else; that is what makes the publisher testable.
#pragma once

#include <cstdint>

#include "lab/dead_letter.hpp"
#include "lab/downstream.hpp"
#include "lab/time.hpp"

namespace lab {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual SteadyTime steady_now() const = 0;
  [[nodiscard]] virtual WallTime wall_now() const = 0;
};

class Scheduler {
 public:
  virtual ~Scheduler() = default;
  /// Lets the calling thread sleep for this long of steady time.
  virtual void sleep_for(Duration duration) = 0;
};

class Random {
 public:
  virtual ~Random() = default;
  /// Any of the 2^64 values, each as likely as the others. Safe to call from several threads.
  virtual std::uint64_t next() = 0;
};

/// Outlives the publisher that was made with it.
struct Environment {
  Clock& clock;
  Scheduler& scheduler;
  Random& random;
  Downstream& downstream;
  DeadLetterQueue& dead_letters;
  Fallback& fallback;
};

}  // namespace lab
