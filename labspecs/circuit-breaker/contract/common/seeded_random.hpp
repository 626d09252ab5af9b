#pragma once

#include <atomic>
#include <cstdint>

#include "lab/environment.hpp"

namespace lab::host {

/// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).
class SeededRandom final : public Random {
 public:
  void seed(std::uint64_t value) { state_ = value; }
  std::uint64_t next() override {
    std::uint64_t z = state_.fetch_add(0x9e3779b97f4a7c15) + 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

 private:
  std::atomic<std::uint64_t> state_ = 0;
};

}  // namespace lab::host
