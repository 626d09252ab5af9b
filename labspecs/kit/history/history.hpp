// What several clients did to one thing at the same time, as the judge saw it from outside.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "core/duration.hpp"

namespace assay::kit::history {

/// One call of a client. One without an output is *pending*: nobody knows what became of it, so it
/// may have taken effect at any time after its invocation, or never. That is so where it did not
/// return, and also where it returned an error that leaves this open (a time limit, a lost
/// connection). What is known to have had no effect is told by an output of the model's.
template <typename In, typename Out>
struct Operation {
  unsigned client = 0;
  core::Duration invoked{};
  std::optional<core::Duration> returned;  ///< not before `invoked`
  In input;
  std::optional<Out> output;

  [[nodiscard]] bool pending() const { return !returned || !output; }
};

/// Operations in any order. Of two that touch at the same moment, neither is taken to have been
/// first.
template <typename In, typename Out>
class History {
 public:
  using Input = In;
  using Output = Out;

  /// Begins an operation, and gives the index by which it is known from then on.
  std::size_t invoke(unsigned client, core::Duration at, In input) {
    operations_.push_back({client, at, std::nullopt, std::move(input), std::nullopt});
    return operations_.size() - 1;
  }

  /// Ends it with an answer.
  void complete(std::size_t operation, core::Duration at, Out output) {
    operations_[operation].returned = at;
    operations_[operation].output = std::move(output);
  }

  /// Ends it with an answer that leaves open whether it took effect; it stays pending.
  void lose(std::size_t operation, core::Duration at) { operations_[operation].returned = at; }

  /// Adds one that is already known as a whole.
  std::size_t add(Operation<In, Out> operation) {
    operations_.push_back(std::move(operation));
    return operations_.size() - 1;
  }

  [[nodiscard]] const std::vector<Operation<In, Out>>& operations() const { return operations_; }
  [[nodiscard]] std::size_t size() const { return operations_.size(); }
  [[nodiscard]] const Operation<In, Out>& operator[](std::size_t index) const { return operations_[index]; }

 private:
  std::vector<Operation<In, Out>> operations_;
};

}  // namespace assay::kit::history
