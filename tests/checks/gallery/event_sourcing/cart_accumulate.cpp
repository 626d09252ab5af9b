// Functional: decide and evolve are free functions, state is folded with std::accumulate.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <cstddef>
#include <cstdlib>
#include <mutex>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace cart {

struct ItemAdded { std::string sku; };
struct ItemRemoved { std::string sku; };
struct CheckedOut {};
using Event = std::variant<ItemAdded, ItemRemoved, CheckedOut>;

struct Add { std::string sku; };
struct Remove { std::string sku; };
struct CheckOut {};
using Command = std::variant<Add, Remove, CheckOut>;

struct State {
  std::multiset<std::string> items;
  bool done = false;
};

State evolve_one(State s, const ItemAdded& e) {
  s.items.insert(e.sku);
  return s;
}
State evolve_one(State s, const ItemRemoved& e) {
  if (auto it = s.items.find(e.sku); it != s.items.end()) s.items.erase(it);
  return s;
}
State evolve_one(State s, const CheckedOut&) {
  s.done = true;
  return s;
}

State evolve(State state, const Event& event) {
  return std::visit([&](const auto& e) { return evolve_one(std::move(state), e); }, event);
}

State fold(const std::vector<Event>& events) {
  return std::accumulate(events.begin(), events.end(), State{}, evolve);
}

std::vector<Event> decide_one(const State& s, const Add& c) {
  if (s.done) return {};
  return {ItemAdded{c.sku}};
}
std::vector<Event> decide_one(const State& s, const Remove& c) {
  if (s.done || !s.items.contains(c.sku)) return {};
  return {ItemRemoved{c.sku}};
}
std::vector<Event> decide_one(const State& s, const CheckOut&) {
  if (s.done || s.items.empty()) return {};
  return {CheckedOut{}};
}

std::vector<Event> decide(const State& state, const Command& command) {
  return std::visit([&](const auto& c) { return decide_one(state, c); }, command);
}

}  // namespace cart

class Streams {
 public:
  bool append(std::size_t expected, const std::vector<cart::Event>& more) {
    const std::scoped_lock lock(mutex_);
    if (events_.size() != expected) return false;
    for (const auto& event : more) events_.push_back(event);
    return true;
  }
  std::vector<cart::Event> load() const {
    const std::scoped_lock lock(mutex_);
    return events_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<cart::Event> events_;
};

bool execute(Streams& streams, const cart::Command& command) {
  const auto history = streams.load();
  const auto events = cart::decide(cart::fold(history), command);
  return !events.empty() && streams.append(history.size(), events);
}

std::size_t items_in(const Streams& streams) { return cart::fold(streams.load()).items.size(); }

int main() {
  Streams streams;
  execute(streams, cart::Add{"tea"});
  execute(streams, cart::CheckOut{});
  return static_cast<int>(items_in(streams));
}
// mutant es-apply-pure violated: s.done = true; => s.done = std::rand() % 2 == 0;
// mutant es-append-only violated: for (const auto& event : more) events_.push_back(event); => events_.clear(); for (const auto& event : more) events_.push_back(event);
// mutant es-expected-version violated: if (events_.size() != expected) return false; => (void)expected;
