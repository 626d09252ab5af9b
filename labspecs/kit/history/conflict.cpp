// Which operations a violation takes. Relaxing bonds one after the other is sound, as what some
// bonds do not allow, more bonds do not allow either; and for the same reason what is left after one
// pass over single operations is minimal.
#include <algorithm>
#include <utility>

#include "history/search.hpp"

namespace assay::kit::history {
namespace {

class Explanation {
 public:
  Explanation(Search& search, std::vector<Bond> bonds, std::uint64_t steps_before, const Limits& limits)
      : search_(search), bonds_(std::move(bonds)), left_(limits.explanation_steps), time_(limits.time),
        steps_a_try_(std::clamp(4 * steps_before, std::uint64_t{20'000}, std::max(left_ / 10, std::uint64_t{20'000}))) {}

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

  [[nodiscard]] std::vector<std::size_t> with(Bond bond) const {
    std::vector<std::size_t> operations;
    for (std::size_t i = 0; i < bonds_.size(); ++i) {
      if (bonds_[i] == bond) operations.push_back(i);
    }
    return operations;
  }

 private:
  /// Keeps the weaker bond where it is still violated.
  Answer attempt(const std::vector<std::size_t>& operations, Bond weaker) {
    if (left_ == 0) return Answer::unknown;
    auto before = bonds_;
    for (const std::size_t operation : operations) bonds_[operation] = weaker;
    const Found found = search_.run(bonds_, {.steps = std::min(left_, steps_a_try_), .time = time_});
    left_ -= std::min(left_, found.steps);
    if (found.answer != Answer::violated) bonds_ = std::move(before);
    return found.answer;
  }

  Search& search_;
  std::vector<Bond> bonds_;
  std::uint64_t left_;
  core::Duration time_;
  std::uint64_t steps_a_try_;
};

}  // namespace

std::vector<std::size_t> Search::conflict(std::vector<Bond> bonds, const Found& violated, const Limits& limits) {
  const auto& intervals = this->intervals();
  for (std::size_t i = 0; i < bonds.size(); ++i) {
    if (intervals[i].call > violated.horizon) bonds[i] = Bond::free;
  }
  Explanation explanation(*this, std::move(bonds), violated.steps, limits);
  auto required = explanation.with(Bond::required);
  std::ranges::sort(required, {}, [&](std::size_t operation) { return intervals[operation].call; });
  (void)explanation.relax(std::move(required), Bond::optional);
  auto conflicting = explanation.with(Bond::required);

  // What only has to have had another result than the one that would explain the rest: an append
  // that says it had no effect, and whose event is there.
  auto optional = explanation.with(Bond::optional);
  std::erase_if(optional, [&](std::size_t operation) { return intervals[operation].effect == Effect::none; });
  const auto needed = explanation.relax(std::move(optional), Bond::free);
  conflicting.insert(conflicting.end(), needed.begin(), needed.end());
  std::ranges::sort(conflicting, {}, [&](std::size_t operation) { return intervals[operation].call; });
  return conflicting;
}

}  // namespace assay::kit::history
