#include "history/search.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <chrono>
#include <optional>
#include <utility>

#include "history/call_list.hpp"
#include "history/placed_set.hpp"
#include "history/search_state.hpp"

namespace assay::kit::history {
namespace {

using Clock = std::chrono::steady_clock;

// A check that would remember more gives up: a judge shares its machine.
constexpr std::size_t most_remembered = std::size_t{512} << 20;
constexpr std::uint64_t steps_between_looks_at_the_clock = 1024;

/// One run of the search. What may come next is tried in three rounds: what is required, what is
/// optional, what is free.
class Run {
 public:
  Run(const std::vector<Interval>& intervals, const std::vector<Bond>& bonds, StateId initial, Steps& steps,
      UsefulSteps& useful, const Limits& limits)
      : intervals_(intervals), bonds_(bonds), steps_(steps), useful_(useful), limits_(limits), list_(intervals, bonds),
        placed_(intervals.size()), state_(initial), useful_before_(useful.steps()), began_(Clock::now()),
        required_left_(static_cast<std::size_t>(std::ranges::count(bonds, Bond::required))) {
    for (const Bond bond : bonds) has_bond_[static_cast<std::size_t>(bond)] = true;
  }

  Found search() {
    std::optional<Try> next = Try{Bond::required, list_.first()};
    while (required_left_ > 0 && !over()) {
      if (place_reads() || advance(*next)) {
        next = Try{Bond::required, list_.first()};
      } else {
        next = go_back();
        if (!next) return finish(Answer::violated);
      }
    }
    return finish(required_left_ == 0 ? Answer::ok : Answer::unknown);
  }

 private:
  /// What to try next: an entry of the list, or a place among the useful ones.
  struct Try {
    Bond round;
    std::size_t place;
  };
  struct Placed {
    std::size_t operation;
    StateId before;
    Try made;
    bool is_read = false;
  };

  /// Places those that can come next and leave each state as it is. Whoever places them later may as
  /// well have placed them here, so there is nothing to come back for. (One that only leaves this state
  /// as it is, such as writing what is there, may be needed later.)
  bool place_reads() {
    if (!is_new_place_) return false;
    is_new_place_ = false;
    bool any = false;
    for (auto entry = list_.first(); required_left_ > 0 && !list_.is_return(entry);) {
      const std::size_t operation = list_.operation(entry);
      const auto next = list_.next(entry);
      const bool is_read = intervals_[operation].effect != Effect::any;
      if (is_read) ++found_.steps;
      if (is_read && steps_.after(state_, operation, true)) {
        order_.push_back({operation, state_, {Bond::required, entry}, true});
        placed_.insert(operation);
        list_.lift(operation);
        --required_left_;
        any = true;
        entry = list_.first();  // its return may have kept others back
      } else {
        entry = next;
      }
    }
    return any;
  }

  /// Places the first that can come next, from `from` on.
  bool advance(Try from) {
    if (from.round == Bond::required) {
      CallList::Entry entry = from.place;
      for (; !list_.is_return(entry); entry = list_.next(entry)) {
        if (over()) return true;
        const auto after = steps_.after(state_, list_.operation(entry), true);
        ++found_.steps;
        if (after && place(list_.operation(entry), *after, {Bond::required, entry})) return true;
      }
      note_obstacle(entry);
      from = {Bond::optional, 0};
    }
    if (from.round == Bond::optional) {
      if (advance_among(from)) return true;
      from = {Bond::free, 0};
    }
    return advance_among(from);
  }

  bool advance_among(Try from) {
    if (!has_bond_[static_cast<std::size_t>(from.round)]) return false;
    const std::size_t horizon = first_return();
    const auto& useful = useful_.of(state_, from.round == Bond::optional);
    for (std::size_t i = from.place; i < useful.size() && intervals_[useful[i].operation].call < horizon; ++i) {
      const std::size_t operation = useful[i].operation;
      if (bonds_[operation] != from.round || placed_.holds(operation)) continue;
      ++found_.steps;
      if (place(operation, useful[i].after, {from.round, i})) return true;
    }
    return false;
  }

  [[nodiscard]] std::size_t first_return() const {
    CallList::Entry entry = list_.first();
    while (!list_.is_return(entry)) entry = list_.next(entry);
    return intervals_[list_.operation(entry)].ret;
  }

  /// Unless that has been tried before.
  bool place(std::size_t operation, StateId after, Try made) {
    placed_.insert(operation);
    if (!visited_.add(placed_, after)) {
      placed_.erase(operation);
      return false;
    }
    order_.push_back({operation, state_, made});
    state_ = after;
    is_new_place_ = true;
    if (made.round == Bond::required) {
      list_.lift(operation);
      --required_left_;
    }
    return true;
  }

  /// To the last choice that was made, and what to try instead; nothing: there is none left.
  std::optional<Try> go_back() {
    while (!order_.empty()) {
      const auto [operation, before, made, is_read] = order_.back();
      order_.pop_back();
      placed_.erase(operation);
      state_ = before;
      if (made.round != Bond::required) return Try{made.round, made.place + 1};
      list_.put_back(operation);
      ++required_left_;
      if (!is_read) return Try{Bond::required, list_.next(made.place)};
    }
    return std::nullopt;
  }

  void note_obstacle(CallList::Entry obstacle) {
    const std::size_t position = intervals_[list_.operation(obstacle)].ret;
    if (position < found_.horizon || (position == found_.horizon && order_.size() <= found_.order.size())) return;
    found_.horizon = position;
    found_.order.clear();
    for (const Placed& placed : order_) found_.order.push_back(placed.operation);
    found_.stuck.clear();
    for (auto entry = list_.first(); entry != obstacle; entry = list_.next(entry)) {
      found_.stuck.push_back(list_.operation(entry));
    }
  }

  [[nodiscard]] std::uint64_t steps() const { return found_.steps + useful_.steps() - useful_before_; }

  bool over() {
    if (!found_.reason.empty()) return true;
    if (steps() >= limits_.steps) {
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
    found_.steps = steps();
    if (answer == Answer::violated) return std::move(found_);
    found_.order.clear();
    found_.stuck.clear();
    found_.horizon = 0;
    if (answer == Answer::ok) {
      found_.reason.clear();
      for (const Placed& placed : order_) found_.order.push_back(placed.operation);
    }
    return std::move(found_);
  }

  const std::vector<Interval>& intervals_;
  const std::vector<Bond>& bonds_;
  Steps& steps_;
  UsefulSteps& useful_;
  const Limits& limits_;
  CallList list_;
  PlacedSet placed_;
  Visited visited_;
  StateId state_;
  std::uint64_t useful_before_;
  Clock::time_point began_;
  std::size_t required_left_;
  bool is_new_place_ = true;
  std::array<bool, 3> has_bond_{};
  std::vector<Placed> order_;
  Found found_;
};

}  // namespace

Search::Search(std::vector<Interval> intervals, StateId initial, Step step) {
  const std::size_t operations = intervals.size();
  state_ = std::make_unique<State>(State{std::move(intervals), initial, step, Steps(step, operations)});
}
Search::Search(Search&&) noexcept = default;
Search::~Search() = default;

Found Search::run(const std::vector<Bond>& bonds, const Limits& limits) {
  assert(bonds.size() == state_->intervals.size());
  UsefulSteps useful(state_->step, state_->those([&](std::size_t i) { return bonds[i] != Bond::required; }));
  return run(bonds, limits, useful);
}

Found Search::run(const std::vector<Bond>& bonds, const Limits& limits, UsefulSteps& useful) {
  return Run(state_->intervals, bonds, state_->initial, state_->steps, useful, limits).search();
}

}  // namespace assay::kit::history
