// expect: cq-queries-do-not-write inconclusive
#include <stdexcept>
#include <vector>

enum class Signal { open, close, lock };

class Door {
 public:
  void handle(Signal signal) {
    switch (signal) {
      case Signal::open:
        if (locked_) throw std::logic_error("locked");
        open_ = true;
        break;
      case Signal::close: open_ = false; break;
      case Signal::lock: locked_ = true; break;
    }
  }

 private:
  bool open_ = false, locked_ = false;
};

void drive(Door& door, const std::vector<Signal>& signals) {
  for (const auto signal : signals) door.handle(signal);
}
