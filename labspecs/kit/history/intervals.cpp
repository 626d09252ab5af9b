#include "history/intervals.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>

namespace assay::kit::history {

std::vector<Interval> intervals_of(const std::vector<Span>& spans) {
  struct Event {
    core::Duration at;
    bool is_return;
    std::size_t operation;
  };
  std::vector<Event> events;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    events.push_back({spans[i].invoked, false, i});
    if (spans[i].returned) events.push_back({*spans[i].returned, true, i});
  }
  std::ranges::sort(events, [](const Event& a, const Event& b) {
    return std::tie(a.at, a.is_return, a.operation) < std::tie(b.at, b.is_return, b.operation);
  });
  std::vector<Interval> intervals(spans.size(), {.call = 0, .ret = events.size()});
  for (std::size_t position = 0; position < events.size(); ++position) {
    auto& interval = intervals[events[position].operation];
    (events[position].is_return ? interval.ret : interval.call) = position;
  }
  return intervals;
}

}  // namespace assay::kit::history
