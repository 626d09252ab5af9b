// Makes what fails as small as it can be while it still fails, so that a person can read
// it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace assay::kit {

/// Holds a failing value and replaces it by each smaller one that fails as well. Who knows
/// the value's kind proposes the smaller ones, in any order; the order and the number of
/// tries decide the result, and real time does not. Lists are shortened as in delta
/// debugging (Zeller, Hildebrandt: "Simplifying and Isolating Failure-Inducing Input",
/// 2002): from large chunks down to single elements. T can be compared with ==.
template <typename T>
class Shrinker {
 public:
  using StillFails = std::function<bool(const T&)>;

  /// `still_fails` is asked at most `tries` times, and never twice of the same value.
  Shrinker(T failing, StillFails still_fails, unsigned tries)
      : smallest_(std::move(failing)), still_fails_(std::move(still_fails)), tries_(tries) {}

  [[nodiscard]] const T& smallest() const { return smallest_; }

  /// How many smaller values have been taken so far.
  [[nodiscard]] unsigned taken() const { return taken_; }

  [[nodiscard]] bool has_tries() const { return tries_ > 0; }

  /// Takes `candidate` if it fails as well.
  bool propose(T candidate) {
    if (candidate == smallest_ || std::ranges::find(rejected_, candidate) != rejected_.end()) return false;
    if (!has_tries()) return false;
    --tries_;
    if (!still_fails_(candidate)) {
      rejected_.push_back(std::move(candidate));
      return false;
    }
    smallest_ = std::move(candidate);
    ++taken_;
    return true;
  }

  /// Takes the smallest value with `edit` done to it, if that fails as well.
  template <typename Edit>
  bool change(const Edit& edit) {
    T candidate = smallest_;
    edit(candidate);
    return propose(std::move(candidate));
  }

  /// Leaves out as many elements as it can of a list: `list(value)` is that list of a value.
  /// Later elements go first.
  template <typename List>
  void shorten(const List& list) {
    for (std::size_t chunk = list(smallest_).size(); chunk > 0; chunk /= 2) {
      std::size_t end = list(smallest_).size();
      while (end > 0) {
        const std::size_t begin = end - std::min(end, chunk);
        change([&](T& value) {
          auto& elements = list(value);
          const auto first = elements.begin();
          elements.erase(first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(end));
        });
        end = begin;
      }
    }
  }

 private:
  T smallest_;
  StillFails still_fails_;
  unsigned tries_;
  unsigned taken_ = 0;
  std::vector<T> rejected_;
};

}  // namespace assay::kit
