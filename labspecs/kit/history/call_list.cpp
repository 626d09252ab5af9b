#include "history/call_list.hpp"

#include <algorithm>

namespace assay::kit::history {

CallList::CallList(const std::vector<Interval>& intervals, const std::vector<Bond>& bonds)
    : calls_(intervals.size(), head), returns_(intervals.size(), head) {
  struct Event {
    std::size_t position;
    std::size_t operation;
    bool is_return;
  };
  std::vector<Event> events;
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    if (bonds[i] != Bond::required) continue;
    events.push_back({intervals[i].call, i, false});
    events.push_back({intervals[i].ret, i, true});
  }
  std::ranges::sort(events, {}, &Event::position);
  for (const Event& event : events) {
    const Entry entry = links_.size();
    links_.push_back({.before = entry - 1, .next = head, .operation = event.operation, .is_return = event.is_return});
    links_[entry - 1].next = entry;
    (event.is_return ? returns_ : calls_)[event.operation] = entry;
  }
  links_[head].before = links_.size() - 1;
}

void CallList::lift(std::size_t operation) {
  take_out(calls_[operation]);
  take_out(returns_[operation]);
}

void CallList::put_back(std::size_t operation) {
  put_in(returns_[operation]);
  put_in(calls_[operation]);
}

void CallList::take_out(Entry entry) {
  links_[links_[entry].before].next = links_[entry].next;
  links_[links_[entry].next].before = links_[entry].before;
}

void CallList::put_in(Entry entry) {
  links_[links_[entry].before].next = entry;
  links_[links_[entry].next].before = entry;
}

}  // namespace assay::kit::history
