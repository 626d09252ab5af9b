// Inputs like those that are there, but wrong somewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "support/seeds.hpp"

namespace assay::fuzz {

/// The same row of inputs for the same seeds and words, on every machine.
class Mutator {
 public:
  static constexpr std::size_t longest = std::size_t{64} << 10;  ///< bytes of an input

  Mutator(std::vector<Seed> seeds, std::vector<std::string> words)
      : seeds_(std::move(seeds)), words_(std::move(words)) {}

  /// One of the seeds with one to eight changes.
  [[nodiscard]] std::string next();

  /// A seed, or a piece of it, again and again up to `longest`: what is not linear shows.
  [[nodiscard]] std::string repeated(const Seed& seed);

 private:
  // Not std::uniform_int_distribution, which libraries implement each in its own way.
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }
  void change(std::string& text);
  std::string_view piece_of(const std::string& text);

  std::vector<Seed> seeds_;
  std::vector<std::string> words_;
  std::mt19937_64 random_{1};
};

}  // namespace assay::fuzz
