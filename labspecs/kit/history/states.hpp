#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <utility>

#include "history/search.hpp"

namespace assay::kit::history {

/// The states of a model that a search has come to, each different one under a number of its own;
/// the first is 0.
template <typename M>
class States {
 public:
  using State = typename M::State;

  States(const M& model, State initial) : model_(model) { (void)id_of(std::move(initial)); }

  /// What an operation makes of a state, or nothing where it cannot be.
  [[nodiscard]] std::optional<StateId> step(StateId before, const typename M::Input& input,
                                            const std::optional<typename M::Output>& output) {
    std::optional<State> after = model_.step(states_[before], input, output);
    if (!after) return std::nullopt;
    return id_of(std::move(*after));
  }

 private:
  StateId id_of(State state) {
    const std::size_t hash = model_.hash(state);
    const auto [begin, end] = by_hash_.equal_range(hash);
    for (auto known = begin; known != end; ++known) {
      if (states_[known->second] == state) return known->second;
    }
    const auto id = static_cast<StateId>(states_.size());
    states_.push_back(std::move(state));
    by_hash_.emplace(hash, id);
    return id;
  }

  const M& model_;
  std::deque<State> states_;  // a step's argument stays where it is while states are added
  std::unordered_multimap<std::size_t, StateId> by_hash_;
};

}  // namespace assay::kit::history
