// Random values that are the same for the same seed, on every machine.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>

#include "support/words.hpp"

namespace judge {

/// One after the other, in an order that the caller keeps to.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : random_(seed) {}

  // std::uniform_int_distribution differs between libraries.
  [[nodiscard]] unsigned up_to(unsigned most) { return static_cast<unsigned>(random_() % (most + 1ULL)); }
  [[nodiscard]] unsigned between(unsigned least, unsigned most) { return least + up_to(most - least); }
  [[nodiscard]] bool one_in(unsigned count) { return up_to(count - 1) == 0; }
  [[nodiscard]] Duration milliseconds_between(unsigned least, unsigned most) {
    return std::chrono::milliseconds{between(least, most)};
  }
  /// A multiple of ten milliseconds, so that things often happen at the same moment.
  [[nodiscard]] Duration round_between(unsigned least, unsigned most) {
    return std::chrono::milliseconds{between(least / 10, most / 10) * 10};
  }
  template <typename T, std::size_t count>
  [[nodiscard]] const T& one_of(const std::array<T, count>& values) {
    return values[up_to(count - 1)];
  }
  [[nodiscard]] std::uint64_t number() { return random_(); }

 private:
  std::mt19937_64 random_;
};

}  // namespace judge
