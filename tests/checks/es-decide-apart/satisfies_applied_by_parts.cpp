// The live side applies the event's parts by itself; what it may do was checked before.
// expect: es-decide-apart satisfied
#include <stdexcept>
#include <string>
#include <vector>

struct Fact {
  std::string kind;
  long cents = 0;
};

class Account {
 public:
  explicit Account(std::vector<Fact>& log) : log_(log) {
    for (const auto& fact : log_) apply(fact);
  }
  void draw(long cents) {
    if (cents_ < cents) throw std::logic_error("not enough");
    record("drawn", cents);
  }

 private:
  void apply(const Fact& fact) {
    if (fact.kind == "paid") cents_ += fact.cents;
    else if (fact.kind == "drawn") cents_ -= fact.cents;
    else throw std::runtime_error(fact.kind);
  }
  void record(const std::string& kind, long cents) {
    log_.push_back({kind, cents});
    if (kind == "paid") cents_ += cents;
    else if (kind == "drawn") cents_ -= cents;
  }
  std::vector<Fact>& log_;
  long cents_ = 0;
};
