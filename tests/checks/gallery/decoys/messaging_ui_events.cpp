// Keys that bounce, and a selection of widgets without repetitions.
// label: dl-role none
// label: id-role none
// label: ob-role none
#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <vector>

struct Event {
  int widget;
  int key;
  long when;
};

class Window {
 public:
  void on_key(const Event& e) {
    if (e.key == last_key_ && e.when - last_when_ < 30) return;
    last_key_ = e.key;
    last_when_ = e.when;
    for (auto& f : listeners_) f(e);
  }
  void select(int widget) {
    if (!selected_.insert(widget).second) selected_.erase(widget);
    repaint();
  }
  void listen(std::function<void(const Event&)> f) { listeners_.push_back(std::move(f)); }
  void invalidate(int widget) {
    if (dirty_.count(widget)) return;
    dirty_.insert(widget);
  }

 private:
  void repaint() { dirty_.clear(); }
  int last_key_ = -1;
  long last_when_ = 0;
  std::set<int> selected_;
  std::set<int> dirty_;
  std::vector<std::function<void(const Event&)>> listeners_;
};
