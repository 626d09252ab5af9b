// The aggregate's state is a variant of classes; events in an intrusive list; reducers in a map by name.
// label: es-role satisfied
// label: es-immutable-events violated
// label: es-append-only violated
// label: es-expected-version violated
// label: es-writes-in-apply violated
// label: es-apply-pure satisfied
// label: es-replay-same-apply violated
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>

struct Lamp {
  bool lit = false;
  int brightness = 0;
  int switched = 0;
};

struct Node {
  std::string name;
  int argument = 0;
  std::unique_ptr<Node> next;
};

using Reducer = std::function<Lamp(Lamp, int)>;

const std::map<std::string, Reducer>& reducers() {
  static const std::map<std::string, Reducer> table = {
      {"on", [](Lamp l, int) { l.lit = true; ++l.switched; return l; }},
      {"off", [](Lamp l, int) { l.lit = false; ++l.switched; return l; }},
      {"dimmed", [](Lamp l, int to) { l.brightness = to; return l; }},
  };
  return table;
}

class LampHistory {
 public:
  void add(const std::string& name, int argument) {
    auto node = std::make_unique<Node>();
    node->name = name;
    node->argument = argument;
    Node* stored = node.get();
    (last_ ? last_->next : first_) = std::move(node);
    last_ = stored;
  }

  Lamp replay() const {
    Lamp lamp;
    for (const Node* n = first_.get(); n != nullptr; n = n->next.get()) lamp = reducers().at(n->name)(lamp, n->argument);
    return lamp;
  }

  void merge_dimming() {
    for (Node* n = first_.get(); n != nullptr && n->next; n = n->next.get())
      while (n->next && n->name == "dimmed" && n->next->name == "dimmed") {
        n->argument = n->next->argument;
        if (n->next.get() == last_) last_ = n;
        n->next = std::move(n->next->next);
      }
  }

 private:
  std::unique_ptr<Node> first_;
  Node* last_ = nullptr;
};

class LampService {
 public:
  explicit LampService(LampHistory& history) : history_(history), lamp_(history.replay()) {}

  void on() {
    if (lamp_.lit) throw std::logic_error("burning");
    record("on", 0);
  }
  void dim(int to) {
    if (!lamp_.lit || to > 100) throw std::logic_error("cannot be dimmed");
    record("dimmed", to);
  }
  bool burning() const { return lamp_.lit; }

 private:
  void record(const std::string& name, int argument) {
    history_.add(name, argument);
    if (name == "on") {
      lamp_.lit = true;
      lamp_.switched += 1;
    } else if (name == "dimmed") {
      lamp_.brightness = argument;
    } else {
      throw std::logic_error(name);
    }
  }

  LampHistory& history_;
  Lamp lamp_;
};

int main() {
  LampHistory history;
  LampService lamp(history);
  lamp.on();
  lamp.dim(30);
  history.merge_dimming();
  return history.replay().brightness;
}
