#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_set>
#include <vector>

#include "history/search.hpp"

namespace assay::kit::history {

/// A set of operations, by index.
class PlacedSet {
 public:
  explicit PlacedSet(std::size_t operations) : words_((operations + 63) / 64) {}

  void insert(std::size_t operation) { words_[operation / 64] |= std::uint64_t{1} << (operation % 64); }
  void erase(std::size_t operation) { words_[operation / 64] &= ~(std::uint64_t{1} << (operation % 64)); }
  [[nodiscard]] bool holds(std::size_t operation) const {
    return (words_[operation / 64] >> (operation % 64) & 1) != 0;
  }
  [[nodiscard]] const std::vector<std::uint64_t>& words() const { return words_; }

 private:
  std::vector<std::uint64_t> words_;
};

/// The pairs of a set and a state that a search has been to. Sets are kept without the words at their
/// beginning that are full and those at their end that are empty: of operations in the order of their
/// calls little is left then.
class Visited {
 public:
  Visited() : places_(0, Hash{&kept_}, Same{&kept_}) {}
  Visited(const Visited&) = delete;
  Visited& operator=(const Visited&) = delete;

  /// Whether it is there for the first time.
  bool add(const PlacedSet& set, StateId state);

  /// Of memory that is used, about.
  [[nodiscard]] std::size_t bytes() const { return kept_.size() * sizeof(std::uint64_t) + places_.size() * 48; }

 private:
  struct Place {
    std::size_t begin;
    std::size_t size;
  };
  struct Hash {
    const std::vector<std::uint64_t>* kept;
    std::size_t operator()(Place place) const;
  };
  struct Same {
    const std::vector<std::uint64_t>* kept;
    bool operator()(Place a, Place b) const;
  };

  std::vector<std::uint64_t> kept_;
  std::unordered_set<Place, Hash, Same> places_;
};

}  // namespace assay::kit::history
