#include "history/event_list.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace assay::kit::history {

struct EventList::Node {
  std::string event;
  std::shared_ptr<const Node> before;
  std::uint64_t size;
  std::size_t hash;

  Node(std::string id, std::shared_ptr<const Node> rest)
      : event(std::move(id)), before(std::move(rest)), size(before ? before->size + 1 : 1),
        hash((before ? before->hash : 0) * 0x9E3779B97F4A7C15ULL + std::hash<std::string>{}(event) + 1) {}
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  // Without this, a list of a million elements is destroyed a million calls deep.
  ~Node() {
    auto rest = std::move(before);
    while (rest && rest.use_count() == 1) {
      auto next = std::move(const_cast<Node&>(*rest).before);
      rest = std::move(next);
    }
  }
};

EventList::EventList(const std::vector<std::string>& events) { *this = EventList{}.with(events); }

std::uint64_t EventList::size() const { return last_ ? last_->size : 0; }

std::size_t EventList::hash() const { return last_ ? last_->hash : 0; }

EventList EventList::with(const std::vector<std::string>& events) const {
  EventList longer = *this;
  for (const auto& event : events) longer.last_ = std::make_shared<Node>(event, std::move(longer.last_));
  return longer;
}

std::vector<std::string> EventList::elements() const {
  std::vector<std::string> events;
  for (const Node* node = last_.get(); node != nullptr; node = node->before.get()) events.push_back(node->event);
  std::ranges::reverse(events);
  return events;
}

bool EventList::starts_with(std::uint64_t count, const std::vector<std::string>& events) const {
  return events.size() == count && holds_at(0, events);
}

bool EventList::holds_at(std::uint64_t position, const std::vector<std::string>& events) const {
  if (position > size() || events.size() > size() - position) return false;
  const Node* node = last_.get();
  while (node != nullptr && node->size > position + events.size()) node = node->before.get();
  for (auto event = events.rbegin(); event != events.rend(); ++event, node = node->before.get()) {
    if (node->event != *event) return false;
  }
  return true;
}

bool EventList::operator==(const EventList& other) const {
  if (size() != other.size() || hash() != other.hash()) return false;
  const Node* mine = last_.get();
  const Node* theirs = other.last_.get();
  for (; mine != theirs; mine = mine->before.get(), theirs = theirs->before.get()) {
    if (mine->event != theirs->event) return false;
  }
  return true;
}

}  // namespace assay::kit::history
