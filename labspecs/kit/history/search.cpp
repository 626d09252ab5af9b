#include "history/search.hpp"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <unordered_map>
#include <utility>

#include "history/call_list.hpp"
#include "history/placed_set.hpp"

namespace assay::kit::history {
namespace {

using Clock = std::chrono::steady_clock;

// A check that would remember more gives up: a judge shares its machine.
constexpr std::size_t most_remembered = std::size_t{512} << 20;
constexpr std::uint64_t steps_between_looks_at_the_clock = 1024;

constexpr std::uint64_t impossible = ~std::uint64_t{0};

}  // namespace

struct Search::State {
  std::vector<Interval> intervals;
  StateId initial;
  Step step;
  std::unordered_map<std::uint64_t, std::uint64_t> known_steps;  // a state's number, or `impossible`

  [[nodiscard]] std::optional<StateId> after(StateId before, std::size_t operation, bool with_output) {
    const std::uint64_t question = (std::uint64_t{before} * intervals.size() + operation) * 2 + (with_output ? 1 : 0);
    const auto [known, is_new] = known_steps.try_emplace(question, impossible);
    if (is_new) {
      if (const auto next = step(before, operation, with_output)) known->second = *next;
    }
    if (known->second == impossible) return std::nullopt;
    return static_cast<StateId>(known->second);
  }
};

namespace {

/// One run of the search.
template <typename After>
class Run {
 public:
  Run(After after, const std::vector<Interval>& intervals, const std::vector<Bond>& bonds, StateId initial,
      const Limits& limits)
      : after_(std::move(after)), intervals_(intervals), bonds_(bonds), limits_(limits), list_(intervals, bonds),
        placed_(intervals.size()), state_(initial), began_(Clock::now()),
        required_left_(static_cast<std::size_t>(std::ranges::count(bonds, Bond::required))) {}

  Found search() {
    CallList::Entry entry = list_.next(CallList::head);
    while (required_left_ > 0 && !over()) {
      if (list_.is_return(entry)) {
        note_obstacle(entry);
        if (order_.empty()) return finish(Answer::violated);
        entry = go_back();
      } else {
        entry = place(list_.operation(entry)) ? list_.next(CallList::head) : list_.next(entry);
      }
    }
    return finish(required_left_ == 0 ? Answer::ok : Answer::unknown);
  }

 private:
  struct Placed {
    std::size_t operation;
    StateId before;
  };

  bool place(std::size_t operation) {
    ++found_.steps;
    const bool required = bonds_[operation] == Bond::required;
    const auto next = after_(state_, operation, bonds_[operation] != Bond::free);
    // What need not happen and changes nothing is of no use, now or later.
    if (!next || (!required && *next == state_)) return false;
    placed_.insert(operation);
    if (!visited_.add(placed_, *next)) {
      placed_.erase(operation);
      return false;
    }
    order_.push_back({operation, state_});
    state_ = *next;
    list_.lift(operation);
    if (required) --required_left_;
    return true;
  }

  CallList::Entry go_back() {
    const auto [operation, before] = order_.back();
    order_.pop_back();
    list_.put_back(operation);
    placed_.erase(operation);
    state_ = before;
    if (bonds_[operation] == Bond::required) ++required_left_;
    return list_.next(list_.call_of(operation));
  }

  void note_obstacle(CallList::Entry obstacle) {
    const std::size_t position = intervals_[list_.operation(obstacle)].ret;
    if (position < found_.horizon || (position == found_.horizon && order_.size() <= found_.order.size())) return;
    found_.horizon = position;
    found_.order.clear();
    for (const Placed& placed : order_) found_.order.push_back(placed.operation);
    found_.stuck.clear();
    for (auto entry = list_.next(CallList::head); entry != obstacle; entry = list_.next(entry)) {
      if (bonds_[list_.operation(entry)] == Bond::required) found_.stuck.push_back(list_.operation(entry));
    }
  }

  bool over() {
    if (found_.steps >= limits_.steps) {
      found_.reason = "not decided within " + std::to_string(limits_.steps) + " steps";
    } else if (visited_.bytes() > most_remembered) {
      found_.reason = "not decided within " + std::to_string(most_remembered >> 20) + " MiB";
    } else if (found_.steps % steps_between_looks_at_the_clock == 0 && Clock::now() - began_ >= limits_.time) {
      found_.reason = "not decided within " + core::to_string(limits_.time);
    }
    return !found_.reason.empty();
  }

  Found finish(Answer answer) {
    found_.answer = answer;
    found_.took = Clock::now() - began_;
    if (answer == Answer::violated) return std::move(found_);
    found_.order.clear();
    found_.stuck.clear();
    found_.horizon = 0;
    if (answer == Answer::ok) {
      for (const Placed& placed : order_) found_.order.push_back(placed.operation);
    }
    return std::move(found_);
  }

  After after_;
  const std::vector<Interval>& intervals_;
  const std::vector<Bond>& bonds_;
  const Limits& limits_;
  CallList list_;
  PlacedSet placed_;
  Visited visited_;
  StateId state_;
  Clock::time_point began_;
  std::size_t required_left_;
  std::vector<Placed> order_;
  Found found_;
};

}  // namespace

Search::Search(std::vector<Interval> intervals, StateId initial, Step step)
    : state_(std::make_unique<State>(State{std::move(intervals), initial, std::move(step), {}})) {}
Search::Search(Search&&) noexcept = default;
Search::~Search() = default;

const std::vector<Interval>& Search::intervals() const { return state_->intervals; }

Found Search::run(const std::vector<Bond>& bonds, const Limits& limits) {
  assert(bonds.size() == state_->intervals.size());
  const auto after = [this](StateId before, std::size_t operation, bool with_output) {
    return state_->after(before, operation, with_output);
  };
  return Run(after, state_->intervals, bonds, state_->initial, limits).search();
}

}  // namespace assay::kit::history
