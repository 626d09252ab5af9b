#include "waiting.hpp"

#include <chrono>
#include <random>
#include <thread>

Waiting::Waiting(unsigned first_ms) : next_ms_(first_ms) {}

void Waiting::wait() {
  static std::default_random_engine engine(std::random_device{}());
  const unsigned spread = engine() % (next_ms_ / 2 + 1);
  std::this_thread::sleep_for(std::chrono::milliseconds(next_ms_ + spread));
  if (next_ms_ < 5000) next_ms_ = next_ms_ * 2;
}

// mutant rt-growth violated: next_ms_ = next_ms_ * 2 => next_ms_ = next_ms_ + 50
// mutant rt-jitter violated: next_ms_ + spread => next_ms_
