// Discrete events in virtual time, for a judge that decides what happens when.
#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

#include "core/duration.hpp"

namespace assay::kit {

/// A clock that stands still between events, and the events that are still to come.
class VirtualTime {
 public:
  using Action = std::function<void()>;

  /// Since the scenario began.
  [[nodiscard]] core::Duration now() const { return now_; }

  /// Has `action` run at `time`, or at once where that is past. Of two at the same
  /// moment, the one that was asked for first comes first.
  void at(core::Duration time, Action action);

  /// Moves on to the next event and runs it; false if there is none.
  bool step();

 private:
  struct Event {
    core::Duration time{};
    std::uint64_t order = 0;
    Action action;
  };
  struct Later {
    bool operator()(const Event& a, const Event& b) const {
      return a.time != b.time ? a.time > b.time : a.order > b.order;
    }
  };

  core::Duration now_{};
  std::uint64_t asked_for_ = 0;
  std::priority_queue<Event, std::vector<Event>, Later> events_;
};

}  // namespace assay::kit
