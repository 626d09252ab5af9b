// An event bus: listeners by type; nothing is stored.
// label: es-role none
// label: es-immutable-events none
// label: es-append-only none
// label: es-expected-version none
// label: es-writes-in-apply none
// label: es-apply-pure none
// label: es-replay-same-apply none
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart none
// label: es-command-sourcing none
// label: es-unknown-events none
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing none
#include <any>
#include <functional>
#include <iostream>
#include <typeindex>
#include <unordered_map>
#include <vector>

class EventBus {
 public:
  template <class E>
  void subscribe(std::function<void(const E&)> listener) {
    listeners_[typeid(E)].push_back([listener](const std::any& e) { listener(std::any_cast<const E&>(e)); });
  }
  template <class E>
  void publish(const E& event) {
    for (const auto& listener : listeners_[typeid(E)]) listener(event);
  }

 private:
  std::unordered_map<std::type_index, std::vector<std::function<void(const std::any&)>>> listeners_;
};

struct EnemyKilled { int points; };
struct LevelUp { int level; };

class Score {
 public:
  explicit Score(EventBus& bus) : bus_(bus) {
    bus.subscribe<EnemyKilled>([this](const EnemyKilled& e) { on(e); });
  }
  int points() const { return points_; }

 private:
  void on(const EnemyKilled& e) {
    points_ += e.points;
    if (points_ >= 100) bus_.publish(LevelUp{++level_});
  }
  EventBus& bus_;
  int points_ = 0;
  int level_ = 0;
};

int main() {
  EventBus bus;
  Score score(bus);
  bus.subscribe<LevelUp>([](const LevelUp& e) { std::cout << "level " << e.level << '\n'; });
  bus.publish(EnemyKilled{120});
  return score.points();
}
