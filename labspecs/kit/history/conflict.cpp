// Which operations a violation takes. Relaxing bonds one after the other is sound, as what some
// bonds do not allow, more bonds do not allow either; and for the same reason what is left after one
// pass over single operations is minimal.
#include <algorithm>
#include <chrono>
#include <utility>

#include "history/search_state.hpp"

namespace assay::kit::history {

/// Relaxes the bonds of a violated history as far as it stays violated.
class Explanation {
 public:
  Explanation(Search& search, std::vector<Bond> bonds, std::uint64_t steps_before, const Limits& limits)
      : search_(search), bonds_(std::move(bonds)), left_(limits.explanation_steps),
        deadline_(Clock::now() + limits.time),
        steps_a_try_(std::max({fewest_steps, 8 * steps_before, bonds_.size() * bonds_.size() / 16})),
        useful_(search.state_->step,
                search.state_->those([&](std::size_t i) { return search.state_->intervals[i].effect != Effect::none; })) {}

  /// Gives as many of the operations as it can the weaker bond. Gives those that are known to
  /// need theirs.
  std::vector<std::size_t> relax(std::vector<std::size_t> operations, Bond weaker) {
    std::vector<std::size_t> needed;
    for (std::size_t chunk = operations.size(); chunk > 0; chunk /= 2) {
      for (std::size_t begin = 0; begin < operations.size();) {
        const std::size_t end = std::min(begin + chunk, operations.size());
        const auto first = operations.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto last = operations.begin() + static_cast<std::ptrdiff_t>(end);
        const Answer answer = attempt({first, last}, weaker);
        if (answer == Answer::violated) {
          operations.erase(first, last);
          continue;
        }
        if (chunk == 1 && answer == Answer::ok) needed.push_back(*first);
        begin = end;
      }
    }
    return needed;
  }

  /// From here on; in all.
  void take_at_most(std::uint64_t steps) { left_ = std::min(left_, steps); }

  void bind(const std::vector<std::size_t>& operations, Bond bond) {
    for (const std::size_t operation : operations) bonds_[operation] = bond;
  }

  /// In the order of their calls.
  [[nodiscard]] std::vector<std::size_t> with(Bond bond) const {
    return search_.state_->those([&](std::size_t i) { return bonds_[i] == bond; });
  }

 private:
  using Clock = std::chrono::steady_clock;
  // One try that branches too much is not to use up what all the others need.
  static constexpr std::uint64_t fewest_steps = 20'000;

  /// Keeps the weaker bond where it is still violated.
  Answer attempt(const std::vector<std::size_t>& operations, Bond weaker) {
    const std::uint64_t share = std::min(left_, std::max(fewest_steps, std::min(steps_a_try_, left_ / 8)));
    const auto time = std::chrono::duration_cast<core::Duration>(deadline_ - Clock::now());
    if (left_ == 0 || time <= core::Duration::zero()) return Answer::unknown;
    auto before = bonds_;
    bind(operations, weaker);
    const Found found = search_.run(bonds_, {.steps = share, .time = time}, useful_);
    left_ -= std::min(left_, found.steps);
    if (found.answer != Answer::violated) bonds_ = std::move(before);
    return found.answer;
  }

  Search& search_;
  std::vector<Bond> bonds_;
  std::uint64_t left_;
  Clock::time_point deadline_;
  std::uint64_t steps_a_try_;
  UsefulSteps useful_;
};

std::vector<std::size_t> Search::conflict(std::vector<Bond> bonds, const Found& violated, const Limits& limits) {
  const auto& intervals = state_->intervals;
  for (std::size_t i = 0; i < bonds.size(); ++i) {
    if (intervals[i].call > violated.horizon) bonds[i] = Bond::free;
  }
  Explanation explanation(*this, std::move(bonds), violated.steps, limits);
  // Others keep their outputs at first, as that leaves the search few ways.
  (void)explanation.relax(explanation.with(Bond::required), Bond::optional);
  auto conflicting = explanation.with(Bond::required);

  // Some that need not have happened need to have had no other output than theirs: an append that
  // says it had no effect, and whose event is there.
  // The more are set free, the more orders there are: what this does not settle soon it never does.
  explanation.take_at_most(200'000);
  auto others = explanation.with(Bond::optional);
  std::erase_if(others, [&](std::size_t operation) { return intervals[operation].effect == Effect::none; });
  const auto needed = explanation.relax(std::move(others), Bond::free);
  if (needed.empty()) return conflicting;

  conflicting.insert(conflicting.end(), needed.begin(), needed.end());
  explanation.bind(needed, Bond::required);
  std::ranges::sort(conflicting, {}, [&](std::size_t operation) { return intervals[operation].call; });
  (void)explanation.relax(std::move(conflicting), Bond::free);
  return explanation.with(Bond::required);
}

}  // namespace assay::kit::history
