#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "history/search.hpp"

namespace assay::kit::history {

/// What operations do to states, each asked once.
class Steps {
 public:
  Steps(Step step, std::size_t operations) : step_(std::move(step)), operations_(operations) {}

  [[nodiscard]] std::optional<StateId> after(StateId before, std::size_t operation, bool with_output);

 private:
  static constexpr std::uint64_t impossible = ~std::uint64_t{0};

  Step step_;
  std::size_t operations_;
  std::unordered_map<std::uint64_t, std::uint64_t> known_;  // a state's number, or `impossible`
};

/// Of operations that need not happen, the few that change a given state: in a long history most are
/// of no use most of the time, and a search need not come by them.
class UsefulSteps {
 public:
  struct Useful {
    std::size_t operation;
    StateId after;
  };

  /// Of these operations.
  UsefulSteps(const Step& step, std::vector<std::size_t> operations) : step_(step), operations_(std::move(operations)) {}

  /// In the order of the operations as they were given.
  [[nodiscard]] const std::vector<Useful>& of(StateId before, bool with_output);

  /// What it took so far, in steps of a search.
  [[nodiscard]] std::uint64_t steps() const { return steps_; }

 private:
  const Step& step_;
  std::vector<std::size_t> operations_;
  std::unordered_map<std::uint64_t, std::vector<Useful>> known_;
  std::uint64_t steps_ = 0;
};

}  // namespace assay::kit::history
