#include "history/placed_set.hpp"

#include <algorithm>
#include <limits>

namespace assay::kit::history {

std::size_t Visited::Hash::operator()(Place place) const {
  std::uint64_t hash = place.size;
  for (std::size_t i = 0; i < place.size; ++i) {
    // The finaliser of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, 2014).
    std::uint64_t word = hash + (*kept)[place.begin + i] + 0x9E3779B97F4A7C15ULL;
    word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9ULL;
    word = (word ^ (word >> 27)) * 0x94D049BB133111EBULL;
    hash = word ^ (word >> 31);
  }
  return hash;
}

bool Visited::Same::operator()(Place a, Place b) const {
  const auto at = [this](Place place) { return kept->begin() + static_cast<std::ptrdiff_t>(place.begin); };
  return a.size == b.size && std::equal(at(a), at(a) + static_cast<std::ptrdiff_t>(a.size), at(b));
}

bool Visited::add(const PlacedSet& set, StateId state) {
  const auto& words = set.words();
  const auto partial = [](std::uint64_t word) { return word != std::numeric_limits<std::uint64_t>::max(); };
  const auto begin = std::ranges::find_if(words, partial);
  auto end = words.end();
  while (end != begin && *(end - 1) == 0) --end;
  const Place place{kept_.size(), static_cast<std::size_t>(end - begin) + 1};
  // How many full words were left out goes beside the state: sets of fewer than 2^38 operations.
  kept_.push_back(static_cast<std::uint64_t>(begin - words.begin()) << 32 | state);
  kept_.insert(kept_.end(), begin, end);
  const bool is_new = places_.insert(place).second;
  if (!is_new) kept_.resize(place.begin);
  return is_new;
}

}  // namespace assay::kit::history
