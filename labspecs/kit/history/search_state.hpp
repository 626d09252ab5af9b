#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "history/search.hpp"
#include "history/useful_steps.hpp"

namespace assay::kit::history {

struct Search::State {
  std::vector<Interval> intervals;
  StateId initial;
  Step step;
  Steps steps;

  /// Those that a predicate holds for, in the order of their calls.
  template <typename Predicate>
  [[nodiscard]] std::vector<std::size_t> those(const Predicate& predicate) const {
    std::vector<std::size_t> operations;
    for (std::size_t i = 0; i < intervals.size(); ++i) {
      if (predicate(i)) operations.push_back(i);
    }
    std::ranges::sort(operations, {}, [this](std::size_t operation) { return intervals[operation].call; });
    return operations;
  }
};

}  // namespace assay::kit::history
