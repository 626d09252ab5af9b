#include "store/log_copy.hpp"

#include <stdexcept>
#include <string>

#include "lab/errors.hpp"

namespace store {
namespace {

void require_same(const lab::Event& there, const lab::Event& wanted) {
  if (there.id == wanted.id) return;
  throw std::invalid_argument("the target has another event " + std::to_string(wanted.version) + " of the stream " + wanted.stream);
}

void add_or_find(const lab::Event& event, EventTable& target) {
  if (target.add({event})) return;
  const auto there = target.find(event.stream, event.version);
  if (!there) throw lab::Unavailable("an event was refused though its place is free");
  require_same(*there, event);
}

}  // namespace

std::uint64_t copy_stream(const std::vector<lab::Event>& events, EventTable& target) {
  if (events.empty()) return 0;
  const auto copied = target.read(events.front().stream);
  if (copied.size() > events.size()) {
    throw std::invalid_argument("the target has more events of the stream " + events.front().stream);
  }
  for (std::size_t i = 0; i < copied.size(); ++i) require_same(copied[i], events[i]);
  for (std::size_t i = copied.size(); i < events.size(); ++i) add_or_find(events[i], target);
  return events.size();
}

}  // namespace store
