// A scenario in which everything is switched on and nothing was thought of.
#pragma once

#include <random>
#include <utility>
#include <vector>

#include "lab/config.hpp"
#include "support/script.hpp"

namespace judge {

/// The same for the same seed, on every machine.
class RandomScript {
 public:
  explicit RandomScript(std::uint64_t seed) : random_(seed) {}

  /// Each gives a new one; call them in one order to get the same again.
  [[nodiscard]] lab::Config config();
  [[nodiscard]] std::vector<Publish> calls();
  [[nodiscard]] std::vector<std::pair<Duration, Duration>> wall_clock_changes();  ///< when, and by how much

 private:
  // std::uniform_int_distribution differs between libraries.
  [[nodiscard]] unsigned up_to(unsigned most) { return static_cast<unsigned>(random_() % (most + 1ULL)); }
  [[nodiscard]] unsigned between(unsigned least, unsigned most) { return least + up_to(most - least); }
  [[nodiscard]] Duration milliseconds_between(unsigned least, unsigned most) {
    return std::chrono::milliseconds{between(least, most)};
  }
  [[nodiscard]] Answer answer(unsigned failures_in_ten);

  std::mt19937_64 random_;
};

}  // namespace judge
