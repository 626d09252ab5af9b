// expect: es-versioned-events satisfied
#include <fstream>
#include <stdexcept>
#include <string>

struct Event {
  std::string kind;
  long cents = 0;
  int schema = 2;
};

class Purse {
 public:
  Purse() {
    std::ifstream in("purse.log");
    Event event;
    while (in >> event.kind >> event.cents >> event.schema) apply(event);
  }
  void pay(long cents) {
    if (cents > cents_) throw std::logic_error("empty");
    record({"paid", cents});
  }
  void fill(long cents) { record({"filled", cents}); }

 private:
  void record(const Event& event) {
    std::ofstream out("purse.log", std::ios::app);
    out << event.kind << ' ' << event.cents << ' ' << event.schema << '\n';
    apply(event);
  }
  void apply(const Event& event) {
    if (event.schema > 2) throw std::runtime_error("written by a newer program");
    if (event.kind == "filled") cents_ += event.cents;
    else if (event.kind == "paid") cents_ -= event.cents;
    else throw std::runtime_error("unknown event");
  }
  long cents_ = 0;
};
